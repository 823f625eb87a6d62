package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a published directory that answers says of itself, beside its weights.
public sealed interface AnsweringConfig permits LlavaConfig, AnsweringConfig.TextConfig {
  LanguageConfig language();

  /// The ids that end an answer.
  List<Integer> endTokens();

  /// Of answers, where nobody says another.
  double repetitionPenalty();

  /// The id that stands for a visual token, where the vocabulary has one.
  OptionalInt imageToken();

  /// How the directory wants its pictures, where it takes any and says so.
  Optional<Preprocessing> preprocessing();

  /// The encoder, where it has one.
  Optional<VisionTransformerSettings> encoder();

  /// The directory that describes the encoder, and holds it where the checkpoint does not.
  Optional<Path> tower();

  /// The model that it describes, of these weights and with what is computed beside them.
  VisionLanguageModel model(Torch torch, WeightSource weights, ModelVariant variant);

  /// What the files of a language model alone say, such as Vicuna's or Qwen2.5's.
  record TextConfig(LanguageConfig language, List<Integer> endTokens, double repetitionPenalty)
      implements AnsweringConfig {
    /// @throws CheckpointRejected naming file and key
    static TextConfig read(Path directory, ConfigSection config) throws IOException {
      LanguageConfig language = LanguageConfig.of(config);
      GenerationConfig generation = GenerationConfig.read(directory, config, config);
      return new TextConfig(
          language, EndTokens.of(generation, language), Decoding.repetitionPenalty(generation));
    }

    @Override
    public OptionalInt imageToken() {
      return OptionalInt.empty();
    }

    @Override
    public Optional<Preprocessing> preprocessing() {
      return Optional.empty();
    }

    @Override
    public Optional<VisionTransformerSettings> encoder() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> tower() {
      return Optional.empty();
    }

    @Override
    public VisionLanguageModel model(Torch torch, WeightSource weights, ModelVariant variant) {
      return VisionLanguageModel.ofText(torch, language.settings(), weights, variant.adapters());
    }
  }
}
