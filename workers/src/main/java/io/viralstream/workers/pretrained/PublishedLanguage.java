package io.viralstream.workers.pretrained;

import io.viralstream.workers.checkpoint.CheckpointRejected;
import io.viralstream.workers.checkpoint.StoredTensor;
import io.viralstream.workers.checkpoint.WeightFiles;
import io.viralstream.workers.model.LanguageModel;
import io.viralstream.workers.model.Parameters;
import io.viralstream.workers.model.Weights;
import io.viralstream.workers.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
    ConfigSection config = ConfigSection.read(directory.resolve("config.json"));
    LanguageConfig language = LanguageConfig.of(config);
    List<Integer> ends = EndTokens.of(directory, config, config, language);
    WeightFiles files = WeightFiles.open(directory);
    PublishedWeights source =
        new PublishedWeights(torch, files, WeightNames.LANGUAGE_ALONE::theirs);
    Weights weights = Weights.from(source);
    try {
      LanguageModel model =
          new LanguageModel(torch, language.settings(), weights.under("language_model."));
      source.requireAllTaken(name -> isHarmless(name, WeightNames.LANGUAGE_ALONE, language, files));
      return new PublishedLanguage(language, model, weights.collected(), ends);
    } catch (CheckpointRejected bad) {
      weights.collected().close();
      throw bad;
    }
  }

  /// Rotary buffers, which old writers kept, and the table once more as the head that it is.
  static boolean isHarmless(
      String name, WeightNames names, LanguageConfig language, WeightFiles files) {
    if (name.endsWith(".rotary_emb.inv_freq")) return true;
    boolean isHead = name.equals(names.theirs("language_model.lm_head.weight"));
    return isHead
        && language.settings().tiedHead()
        && isSame(files, name, names.theirs("language_model.model.embed_tokens.weight"));
  }

  private static boolean isSame(WeightFiles files, String head, String table) {
    StoredTensor stored = files.tensor(head);
    StoredTensor other = files.tensor(table);
    return stored.type() == other.type() && stored.data().mismatch(other.data()) == -1;
  }

  @Override
  public void close() {
    model.close();
    parameters.close();
  }
}
