package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What a model's directory is, decided once from the keys of its `config.json`, which is parsed
/// once: the one door to all of them.
///
/// | keys of `config.json` | the directory holds |
/// |---|---|
/// | `language` and `vision` | a model that this system wrote |
/// | `base` and `prompt` | what an arm trained on a published base, without that |
/// | `mm_vision_tower` | LLaVA as its authors write it |
/// | `text_config` or `vision_config`, but not of CLIP, SigLIP or SAM | LLaVA of transformers |
/// | `model_type` of a [LanguageFamily] | a language model alone |
/// | others | an encoder or a teacher, or something unknown |
public sealed interface DirectoryKind
    permits DirectoryKind.Own,
        DirectoryKind.Trained,
        DirectoryKind.Answering,
        DirectoryKind.Vision {
  /// The directory.
  Path path();

  /// The whole of its `config.json`.
  ConfigSection config();

  /// What its files say beside the weights, for a published model that answers.
  ///
  /// @throws CheckpointRejected naming file and key where it is none, or one that we do not compute
  AnsweringConfig answering() throws IOException;

  /// The shape of the language model in it.
  ///
  /// @throws CheckpointRejected as [#answering]
  default LanguageModelSettings languageModel() throws IOException {
    return switch (this) {
      case Own own -> own.settings().language();
      case Trained trained -> trained.answering().language().settings();
      case Answering published -> published.answering().language().settings();
      case Vision vision -> vision.answering().language().settings();
    };
  }

  /// The files that an arm can start from: so far those of a model that this system wrote.
  ///
  /// @throws CheckpointRejected naming what the directory holds instead, or the file that is
  ///   missing
  default ModelDirectory trainable() {
    return switch (this) {
      case Own own -> own.directory();
      case Trained trained ->
          throw untrained("a version trained on a published base, which --from goes on from");
      case OriginalLlava llava ->
          throw untrained("a LLaVA as its authors write it, which other recipes train");
      case TransformersLlava llava ->
          throw untrained("a LLaVA of transformers, which other recipes train");
      case Language language -> throw untrained("a language model alone");
      case Vision vision -> throw untrained("an encoder or a teacher, or something unknown");
    };
  }

  private CheckpointRejected untrained(String kind) {
    return new CheckpointRejected(
        path().getFileName()
            + ": config.json is that of "
            + kind
            + "; expected our own layout (with language and vision), which an arm trains without"
            + " --recipe");
  }

  /// Reads what the directory is.
  ///
  /// @throws CheckpointRejected where it has no configuration
  static DirectoryKind open(Path directory) throws IOException {
    return of(directory, ConfigSection.read(directory.resolve(ModelDirectory.CONFIG)));
  }

  private static DirectoryKind of(Path directory, ConfigSection config) {
    if (config.has("language") && config.has("vision")) return new Own(directory, config);
    if (config.has("base") && config.has("prompt")) return new Trained(directory, config);
    if (config.has("mm_vision_tower")) return new OriginalLlava(directory, config);
    if (hasPart(config) && !isVisionAlone(config)) {
      return new TransformersLlava(directory, config);
    }
    return LanguageFamily.isKnown(config)
        ? new Language(directory, config)
        : new Vision(directory, config);
  }

  private static boolean hasPart(ConfigSection config) {
    return config.has("text_config") || config.has("vision_config");
  }

  /// CLIP and SigLIP have a part for text too, SAM one for the encoder.
  private static boolean isVisionAlone(ConfigSection config) {
    String type = config.text("model_type", "");
    return type.startsWith("clip") || type.startsWith("siglip") || type.startsWith("sam");
  }

  private static CheckpointRejected noAnswers(ConfigSection config) {
    String known = "a LLaVA with text_config or with mm_vision_tower, llama or qwen2";
    return config.refused("model_type", hasPart(config) ? "one of [llava]" : known);
  }

  /// A model that this system wrote.
  record Own(Path path, ConfigSection config) implements DirectoryKind {
    /// Its files by their names.
    ///
    /// @throws CheckpointRejected where one is missing that every model has
    public ModelDirectory directory() {
      return new ModelDirectory(path);
    }

    /// Its `config.json`, of which every key must be known.
    public ModelConfig settings() {
      return StrictJson.convert(config.where(), config.json(), ModelConfig.class);
    }

    @Override
    public AnsweringConfig answering() {
      throw noAnswers(config);
    }
  }

  /// What an arm trained on a published base, see [TrainedFiles].
  record Trained(Path path, ConfigSection config) implements DirectoryKind {
    /// Its `config.json`, of which every key must be known.
    ///
    /// @throws CheckpointRejected naming the file and what is wrong in it
    public TrainedConfig settings() {
      return StrictJson.convert(config.where(), config.json(), TrainedConfig.class);
    }

    /// The adapter, or P_φ alone, that it puts on its base.
    ///
    /// @throws CheckpointRejected as [#settings]
    public AdapterChoice adapter() {
      return TrainedFiles.adapter(path, settings());
    }

    /// The residual that it was trained with, whose A is read as the model is made.
    ///
    /// @throws CheckpointRejected as [#settings]
    public VisualResidual residual(Torch torch) {
      return TrainedFiles.residual(torch, path, settings());
    }

    /// Only its base could say that.
    @Override
    public AnsweringConfig answering() {
      throw new CheckpointRejected(
          path.getFileName()
              + " was trained on "
              + settings().baseName()
              + "; expected a published model itself");
    }
  }

  /// A published model that answers.
  sealed interface Answering extends DirectoryKind permits Llava, Language {}

  /// A language model behind an encoder, in one of two layouts.
  sealed interface Llava extends Answering permits TransformersLlava, OriginalLlava {
    /// Each refuses one thing that would change the numbers and is not computed.
    List<Runnable> checks();

    /// The part of the configuration that describes the language model.
    ConfigSection text();

    LanguageFamily family();

    LanguageConfig language();

    /// Whatever is wrong with the part that describes the encoder, where that can be told alone.
    List<Runnable> encoderChecks();
  }

  /// A language model alone.
  record Language(Path path, ConfigSection config) implements Answering {
    @Override
    public AnsweringConfig answering() throws IOException {
      return AnsweringConfig.TextConfig.read(path, config);
    }
  }

  /// An encoder or a teacher, or something unknown.
  record Vision(Path path, ConfigSection config) implements DirectoryKind {
    @Override
    public AnsweringConfig answering() {
      throw noAnswers(config);
    }
  }
}
