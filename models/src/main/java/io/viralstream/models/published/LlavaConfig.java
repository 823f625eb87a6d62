package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.VisionLanguageModelSettings;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.preprocess.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the files of a LLaVA directory say beside its weights, in either layout.
///
/// @param layout whose names the weights have
/// @param endTokens the ids that end an answer
/// @param repetitionPenalty of answers, where nobody says another
/// @param imageToken the id that stands for a visual token, where the vocabulary has one
/// @param tower the directory that describes the encoder, and holds it where the checkpoint does
///   not
/// @param preprocessing how the checkpoint wants its pictures, where it says so
record LlavaConfig(
    Layout layout,
    LanguageConfig language,
    VisionTransformerSettings vision,
    List<Integer> endTokens,
    double repetitionPenalty,
    OptionalInt imageToken,
    Optional<Path> tower,
    Optional<Preprocessing> preprocessing)
    implements AnsweringConfig {

  /// What is wrong with a directory that does not say it; transformers refuses such a one too.
  static final String UNFRAMED =
      "preprocessor_config.json is missing, and nothing else says how a picture becomes the"
          + " encoder's square; put that file there, or let generate and features pad pictures with"
          + " --preprocess pad";

  /// Who wrote the directory.
  enum Layout {
    TRANSFORMERS,
    ORIGINAL
  }

  /// @throws CheckpointRejected naming file and key
  static LlavaConfig read(Path directory) throws IOException {
    return read(directory, ConfigSection.read(directory.resolve("config.json")));
  }

  /// @param config the directory's `config.json`
  static LlavaConfig read(Path directory, ConfigSection config) throws IOException {
    try {
      if (config.has("mm_vision_tower")) return OriginalLlava.read(directory, config).checked();
      if (config.has("text_config") || config.has("vision_config")) {
        return TransformersLlava.read(directory, config).checked();
      }
    } catch (IllegalArgumentException bad) {
      throw new CheckpointRejected(config.where() + ": " + bad.getMessage(), bad);
    }
    throw config.refused(
        "model_type", "a LLaVA with text_config or with mm_vision_tower, llama or qwen2");
  }

  /// Both parts may be sound and not fit each other.
  private LlavaConfig checked() {
    settings();
    return this;
  }

  /// The shape of the whole.
  VisionLanguageModelSettings settings() {
    return new VisionLanguageModelSettings(vision, language.settings());
  }
}
