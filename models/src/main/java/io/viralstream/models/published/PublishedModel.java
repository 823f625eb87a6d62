package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.AdapterSource;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.model.Weights;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.PromptTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A published LLaVA or language model in memory, and how its directory says it is to be asked.
///
/// @param directory holds the tokenizer, and the chat template where there is one
/// @param prompt the frame it was trained with, for checkpoints without a chat template
/// @param endTokens the ids that end an answer
/// @param repetitionPenalty of answers, where nobody says another
/// @param imageToken the id that stands for a visual token, where the vocabulary has one
/// @param preprocessing how the directory wants its pictures, where it takes any and says so
public record PublishedModel(
    Path directory,
    VisionLanguageModel model,
    PromptTemplate prompt,
    List<Integer> endTokens,
    double repetitionPenalty,
    OptionalInt imageToken,
    Optional<Preprocessing> preprocessing)
    implements AutoCloseable {

  /// Loads a directory; weights become F32.
  ///
  /// @throws CheckpointRejected naming file and key or tensor
  public static PublishedModel open(Torch torch, Path directory) throws IOException {
    return open(torch, directory, Optional.empty());
  }

  /// The same with an adapter: beside the weights of the decoder's blocks, in F32, and merged into
  /// others; see [Adapter].
  public static PublishedModel open(Torch torch, Path directory, Optional<Path> adapter)
      throws IOException {
    return open(
        torch,
        directory,
        DirectoryKind.open(directory).answering(),
        AdapterChoice.of(adapter),
        VisualResidual.none());
  }

  /// The same of a directory whose configuration is read already.
  ///
  /// @param residual equation (3) or (4), where the model takes pictures
  public static PublishedModel open(
      Torch torch,
      Path directory,
      AnsweringConfig config,
      AdapterChoice adapter,
      VisualResidual residual)
      throws IOException {
    try (LlavaWeights weights = LlavaWeights.open(torch, directory, config)) {
      return of(torch, directory, config, new BaseWeights(weights, weights), adapter, residual);
    }
  }

  /// Where a base's weights come from.
  ///
  /// @param stored its files
  /// @param source the same, or what shares them with other models
  record BaseWeights(LlavaWeights stored, WeightSource source) {}

  /// The same of weights that are opened already.
  static PublishedModel of(
      Torch torch,
      Path directory,
      AnsweringConfig config,
      BaseWeights weights,
      AdapterChoice adapter,
      VisualResidual residual)
      throws IOException {
    try (Beside beside = Beside.open(torch, directory, adapter, residual)) {
      return new PublishedModel(
          directory,
          model(torch, config, weights, beside),
          config.language().family().prompt(),
          config.endTokens(),
          config.repetitionPenalty(),
          config.imageToken(),
          config.preprocessing());
    }
  }

  /// What is put on the model.
  ///
  /// @param adapter that is read from files
  /// @param whole weights in the place of the base's
  private record Beside(
      Optional<Adapter> adapter,
      Optional<WholeWeights> whole,
      AdapterChoice choice,
      VisualResidual residual)
      implements AutoCloseable {
    static Beside open(Torch torch, Path model, AdapterChoice choice, VisualResidual residual)
        throws IOException {
      Optional<Adapter> adapter = Adapter.of(torch, model, choice);
      Optional<WholeWeights> whole =
          choice instanceof AdapterChoice.Whole(Path trained, TrainedConfig config)
              ? Optional.of(WholeWeights.open(torch, trained, config))
              : Optional.empty();
      return new Beside(adapter, whole, choice, residual);
    }

    VisionLanguageModel model(Torch torch, AnsweringConfig config, WeightSource weights) {
      return switch (choice) {
        case AdapterChoice.Fresh fresh -> model(torch, config, weights, fresh.source());
        case AdapterChoice.Stored ignored -> stored(torch, config, weights);
        case AdapterChoice.Embedded ignored -> stored(torch, config, weights);
        case AdapterChoice.Whole ignored -> model(torch, config, weights, AdapterSource.none());
      };
    }

    /// Whether the base's own weight is not asked for.
    boolean replaces(String weight) {
      return whole.filter(files -> files.replaces(weight)).isPresent()
          || adapter.filter(stored -> stored.replaces(weight)).isPresent();
    }

    /// The base's weights with what replaces some of them.
    WeightSource over(WeightSource base) {
      if (whole.isPresent()) return whole.get().over(base);
      return adapter.map(stored -> stored.over(base)).orElse(base);
    }

    private VisionLanguageModel stored(Torch torch, AnsweringConfig config, WeightSource weights) {
      return adapter
          .map(files -> files.beside(given -> model(torch, config, weights, given)))
          .orElseGet(() -> model(torch, config, weights, AdapterSource.none()));
    }

    private VisionLanguageModel model(
        Torch torch, AnsweringConfig config, WeightSource weights, AdapterSource adapters) {
      return config.model(torch, weights, new ModelVariant(adapters, residual));
    }

    @Override
    public void close() {
      adapter.ifPresent(Adapter::close);
      whole.ifPresent(WholeWeights::close);
    }
  }

  private static VisionLanguageModel model(
      Torch torch, AnsweringConfig config, BaseWeights weights, Beside beside) {
    VisionLanguageModel model =
        Weights.orFreed(beside.over(weights.source()), given -> beside.model(torch, config, given));
    try {
      weights.stored().requireAllTaken(beside::replaces);
      beside.adapter().ifPresent(Adapter::requireAllUsed);
      return model;
    } catch (CheckpointRejected unexpected) {
      model.close();
      throw unexpected;
    }
  }

  /// The same in another frame.
  PublishedModel asked(PromptTemplate frame) {
    return new PublishedModel(
        directory, model, frame, endTokens, repetitionPenalty, imageToken, preprocessing);
  }

  /// How the directory wants its pictures.
  ///
  /// @throws CheckpointRejected where it does not say
  public Preprocessing ownPreprocessing() {
    return preprocessing.orElseThrow(() -> new CheckpointRejected(LlavaConfig.NO_PREPROCESSING));
  }

  @Override
  public void close() {
    model.close();
  }
}
