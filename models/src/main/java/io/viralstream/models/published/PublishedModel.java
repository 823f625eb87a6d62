package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
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

  /// Reads what a directory's configuration says, and nothing else.
  ///
  /// @throws CheckpointRejected naming file and key where that is nothing that answers
  public static void requireKnown(Path directory) throws IOException {
    AnsweringConfig.read(directory);
  }

  /// Loads a directory; weights become F32.
  ///
  /// @throws CheckpointRejected naming file and key or tensor
  public static PublishedModel open(Torch torch, Path directory) throws IOException {
    return open(torch, directory, Optional.empty());
  }

  /// The same with an adapter merged into the weights.
  public static PublishedModel open(Torch torch, Path directory, Optional<Path> adapter)
      throws IOException {
    AnsweringConfig config = AnsweringConfig.read(directory);
    Optional<Adapter> opened = Adapter.of(torch, directory, adapter);
    try (LlavaWeights weights = LlavaWeights.open(torch, directory, config)) {
      return new PublishedModel(
          directory,
          model(torch, config, weights, opened),
          config.language().family().prompt(),
          config.endTokens(),
          config.repetitionPenalty(),
          imageToken(config),
          preprocessing(config));
    } finally {
      opened.ifPresent(Adapter::close);
    }
  }

  private static OptionalInt imageToken(AnsweringConfig config) {
    return switch (config) {
      case TextConfig ignored -> OptionalInt.empty();
      case LlavaConfig llava -> llava.imageToken();
    };
  }

  private static Optional<Preprocessing> preprocessing(AnsweringConfig config) {
    return switch (config) {
      case TextConfig ignored -> Optional.empty();
      case LlavaConfig llava -> llava.preprocessing();
    };
  }

  private static VisionLanguageModel model(
      Torch torch, AnsweringConfig config, LlavaWeights weights, Optional<Adapter> adapter) {
    WeightSource source = adapter.map(each -> each.over(weights)).orElse(weights);
    VisionLanguageModel model = Weights.orFreed(source, given -> made(torch, config, given));
    try {
      weights.requireAllTaken();
      adapter.ifPresent(Adapter::requireAllMerged);
      return model;
    } catch (CheckpointRejected unexpected) {
      model.close();
      throw unexpected;
    }
  }

  private static VisionLanguageModel made(
      Torch torch, AnsweringConfig config, WeightSource source) {
    return switch (config) {
      case TextConfig text -> VisionLanguageModel.ofText(torch, text.language().settings(), source);
      case LlavaConfig llava -> new VisionLanguageModel(torch, llava.settings(), source);
    };
  }

  /// How the directory wants its pictures.
  ///
  /// @throws CheckpointRejected where it does not say
  public Preprocessing ownPreprocessing() {
    return preprocessing.orElseThrow(() -> new CheckpointRejected(LlavaConfig.UNFRAMED));
  }

  @Override
  public void close() {
    model.close();
  }
}
