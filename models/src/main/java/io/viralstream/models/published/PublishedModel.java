package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.AdapterSource;
import io.viralstream.models.model.VisionLanguageModel;
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
    return open(torch, directory, DirectoryKind.open(directory).answering(), adapter);
  }

  /// The same of a directory whose configuration is read already.
  public static PublishedModel open(
      Torch torch, Path directory, AnsweringConfig config, Optional<Path> adapter)
      throws IOException {
    Optional<Adapter> opened = Adapter.of(torch, directory, adapter);
    try (LlavaWeights weights = LlavaWeights.open(torch, directory, config)) {
      return new PublishedModel(
          directory,
          model(torch, config, weights, opened),
          config.language().family().prompt(),
          config.endTokens(),
          config.repetitionPenalty(),
          config.imageToken(),
          config.preprocessing());
    } finally {
      opened.ifPresent(Adapter::close);
    }
  }

  private static VisionLanguageModel model(
      Torch torch, AnsweringConfig config, LlavaWeights weights, Optional<Adapter> adapter) {
    WeightSource source = adapter.map(each -> each.over(weights)).orElse(weights);
    VisionLanguageModel model =
        Weights.orFreed(source, given -> model(torch, config, given, adapter));
    try {
      weights.requireAllTaken();
      adapter.ifPresent(Adapter::requireAllUsed);
      return model;
    } catch (CheckpointRejected unexpected) {
      model.close();
      throw unexpected;
    }
  }

  private static VisionLanguageModel model(
      Torch torch, AnsweringConfig config, WeightSource weights, Optional<Adapter> adapter) {
    if (adapter.isEmpty()) return config.model(torch, weights, AdapterSource.none());
    return adapter.get().beside(beside -> config.model(torch, weights, beside));
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
