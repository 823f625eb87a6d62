package io.viralstream.models.checkpoint;

import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A directory that holds one model whole: settings, tokenizer, weights, and its teacher's.
///
/// | file | holds |
/// |---|---|
/// | `config.json` | the settings of encoder, projector and language model, and the prompt |
/// | `tokenizer.json` | the tokenizer |
/// | `model.safetensors` | V_ψ, P_φ and LM_θ |
/// | `teacher.json`, `teacher.safetensors` | the settings and weights of E; not in every directory |
public record ModelDirectory(Path path) {
  public static final String CONFIG = "config.json";
  public static final String TOKENIZER = "tokenizer.json";
  public static final String WEIGHTS = "model.safetensors";
  public static final String TEACHER_CONFIG = "teacher.json";
  public static final String TEACHER_WEIGHTS = "teacher.safetensors";

  /// @throws CheckpointRejected where a file that every model has is missing
  public ModelDirectory {
    for (String name : new String[] {CONFIG, TOKENIZER, WEIGHTS}) {
      if (!Files.isRegularFile(path.resolve(name))) {
        throw new CheckpointRejected(path.getFileName() + ": " + name + " is missing");
      }
    }
  }

  /// The shape of the model, and how it is spoken to.
  public ModelConfig config() throws IOException {
    return StrictJson.read(path.resolve(CONFIG), ModelConfig.class);
  }

  /// The shape of E.
  public VisionTransformerSettings teacherConfig() throws IOException {
    return StrictJson.read(path.resolve(TEACHER_CONFIG), VisionTransformerSettings.class);
  }

  /// The weights of V_ψ, P_φ and LM_θ, mapped; the caller closes them.
  public WeightFiles weights() throws IOException {
    return WeightFiles.file(path.resolve(WEIGHTS));
  }

  /// The weights of E, mapped; the caller closes them.
  public WeightFiles teacherWeights() throws IOException {
    return WeightFiles.file(path.resolve(TEACHER_WEIGHTS));
  }

  /// The tokenizer; the caller closes it.
  public Tokenizer tokenizer() throws IOException {
    return Tokenizer.load(path.resolve(TOKENIZER));
  }

  /// SHA-256 of everything in it.
  public String sha256() throws IOException {
    return DirectoryHash.of(path);
  }
}
