package io.viralstream.workers.pretrained;

import io.viralstream.workers.checkpoint.CheckpointRejected;
import io.viralstream.workers.checkpoint.WeightFiles;
import io.viralstream.workers.model.LanguageModel;
import io.viralstream.workers.model.Parameters;
import io.viralstream.workers.model.Weights;
import io.viralstream.workers.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A published language model without eyes, such as Vicuna or Qwen2.5.
///
/// @param endTokens the ids that end an answer
public record PublishedLanguage(
    LanguageConfig config, LanguageModel model, Parameters parameters, List<Integer> endTokens)
    implements AutoCloseable {

  /// Loads a directory; weights become F32.
  ///
  /// @throws CheckpointRejected naming file and key or tensor
  public static PublishedLanguage open(Torch torch, Path directory) throws IOException {
    return open(torch, directory, Optional.empty());
  }

  /// The same with an adapter merged into the weights.
  public static PublishedLanguage open(Torch torch, Path directory, Optional<Path> adapter)
      throws IOException {
    ConfigSection config = ConfigSection.read(directory.resolve("config.json"));
    LanguageConfig language = LanguageConfig.of(config);
    List<Integer> ends = EndTokens.of(directory, config, config, language);
    Optional<Adapter> opened = Adapter.of(torch, directory, adapter);
    try (WeightFiles files = WeightFiles.held(directory)) {
      return loaded(torch, language, ends, files, opened);
    }
  }

  private static PublishedLanguage loaded(
      Torch torch,
      LanguageConfig language,
      List<Integer> ends,
      WeightFiles files,
      Optional<Adapter> adapter) {
    PublishedWeights source = new PublishedWeights(torch, files, WeightNames.ofLanguage());
    GivenWeights given = new GivenWeights(adapter.map(each -> each.over(source)).orElse(source));
    Weights weights = Weights.from(given);
    LanguageModel model = made(torch, language, weights, given);
    PublishedLanguage published = new PublishedLanguage(language, model, weights.collected(), ends);
    try {
      source.requireAllTaken(language.settings().tiedHead());
      adapter.ifPresent(Adapter::requireAllMerged);
      return published;
    } catch (CheckpointRejected unexpected) {
      published.close();
      throw unexpected;
    }
  }

  private static LanguageModel made(
      Torch torch, LanguageConfig language, Weights weights, GivenWeights given) {
    try {
      return new LanguageModel(torch, language.settings(), weights.under("language_model."));
    } catch (CheckpointRejected missing) {
      given.release();
      throw missing;
    }
  }

  @Override
  public void close() {
    model.close();
    parameters.close();
  }
}
