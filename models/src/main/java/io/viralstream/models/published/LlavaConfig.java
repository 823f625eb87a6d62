package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionLanguageModelSettings;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.tensor.Torch;
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
  static final String NO_PREPROCESSING =
      "preprocessor_config.json is missing, and nothing else says how a picture becomes the"
          + " encoder's square; put that file there, or let generate and features pad pictures with"
          + " --preprocess pad";

  /// Who wrote the directory.
  enum Layout {
    TRANSFORMERS,
    ORIGINAL
  }

  /// What one of the layouts reads, and whether both parts fit each other, which may be sound
  /// alone.
  ///
  /// @param config named where they do not
  static LlavaConfig sound(ConfigSection config, Findings.Reading<LlavaConfig> reading)
      throws IOException {
    try {
      LlavaConfig read = reading.read();
      read.settings();
      return read;
    } catch (IllegalArgumentException bad) {
      throw new CheckpointRejected(config.where() + ": " + bad.getMessage(), bad);
    }
  }

  /// An encoder with the features that the key names, which are those after a block.
  ///
  /// Layers count as transformers' hidden states do: 0 is the first block's input, -1 the last
  /// block's output, -2 the one before.
  static VisionTransformerSettings taking(
      VisionTransformerSettings vision, ConfigSection config, String key) {
    int layer = config.whole(key, -2);
    int block = layer < 0 ? vision.blocks() + 1 + layer : layer;
    if (block < 1 || block > vision.blocks()) {
      throw config.refused(key, "a block of " + vision.blocks());
    }
    return vision.taking(new FeatureLayer.AfterBlock(block));
  }

  @Override
  public Optional<VisionTransformerSettings> encoder() {
    return Optional.of(vision);
  }

  @Override
  public VisionLanguageModel model(Torch torch, WeightSource weights, ModelVariant variant) {
    return new VisionLanguageModel(torch, settings(), weights, variant);
  }

  /// The shape of the whole.
  VisionLanguageModelSettings settings() {
    return new VisionLanguageModelSettings(vision, language.settings());
  }
}
