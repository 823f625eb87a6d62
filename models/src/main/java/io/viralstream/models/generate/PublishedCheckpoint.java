package io.viralstream.models.generate;

import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.AnsweringConfig;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.Prompting;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.ChatTemplate;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// A published LLaVA or language model, as a model that answers: it is asked as its own files say.
final class PublishedCheckpoint {
  private PublishedCheckpoint() {}

  /// The configuration, the tokenizer and the template come first: what is wrong with them is found
  /// without weights.
  static LoadedModel load(
      Torch torch, DirectoryKind directory, String featureKey, ServingOptions options)
      throws IOException {
    AnsweringConfig config = directory.answering();
    Path path = directory.path();
    Tokenizer tokenizer = Tokenizer.of(path);
    try {
      Optional<ChatTemplate> template = ChatTemplate.of(path, Clock.systemDefaultZone());
      PublishedModel published = PublishedModel.open(torch, path, config, options.adapter(), options.residual());
      return asked(published, tokenizer, template, featureKey, options);
    } catch (IOException | RuntimeException refused) {
      tokenizer.close();
      throw refused;
    }
  }

  private static LoadedModel asked(
      PublishedModel published,
      Tokenizer tokenizer,
      Optional<ChatTemplate> template,
      String featureKey,
      ServingOptions options) {
    try {
      Prompting prompting =
          Prompting.of(
              options.prompt(), tokenizer, template, published.prompt(), published.endTokens());
      return new LoadedModel(
          published.model(),
          published.prompt(),
          preprocessing(published, options),
          tokenizer,
          prompting.asking(),
          prompting.endTokens(),
          published.repetitionPenalty(),
          published.imageToken(),
          featureKey);
    } catch (RuntimeException refused) {
      published.close();
      throw refused;
    }
  }

  private static Optional<Preprocessing> preprocessing(
      PublishedModel published, ServingOptions options) {
    if (!published.model().takesPictures()) return Optional.empty();
    return Optional.of(
        options.preprocessing(published::ownPreprocessing, published.model().encoder().view()));
  }
}
