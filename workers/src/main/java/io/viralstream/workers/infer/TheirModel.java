package io.viralstream.workers.infer;

import io.viralstream.workers.pretrained.PublishedModel;
import io.viralstream.workers.tensor.Torch;
import io.viralstream.workers.text.Asking;
import io.viralstream.workers.text.ChatTemplate;
import io.viralstream.workers.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/// A published LLaVA directory, as a model that answers: it is asked as its own files say.
final class TheirModel {
  private TheirModel() {}

  /// The configuration, the tokenizer and the template come first: what is wrong with them is found
  /// without weights.
  static LoadedModel load(Torch torch, Path directory, String sight, Manner manner)
      throws IOException {
    PublishedModel.requireKnown(directory);
    Tokenizer tokenizer = Tokenizer.of(directory);
    try {
      Optional<ChatTemplate> template = ChatTemplate.of(directory, Clock.systemDefaultZone());
      return load(torch, directory, tokenizer, template, sight, manner);
    } catch (IOException | RuntimeException refused) {
      tokenizer.close();
      throw refused;
    }
  }

  private static LoadedModel load(
      Torch torch,
      Path directory,
      Tokenizer tokenizer,
      Optional<ChatTemplate> template,
      String sight,
      Manner manner)
      throws IOException {
    PublishedModel published = PublishedModel.open(torch, directory, manner.adapter());
    try {
      Asking asking = manner.prompt().asking(tokenizer, template, published.prompt());
      return new LoadedModel(
          published.model(),
          manner.framing(published::ownFraming, published.model().encoder().view()),
          tokenizer,
          asking,
          Set.copyOf(published.endTokens()),
          published.repetitionPenalty(),
          published.imageToken(),
          sight);
    } catch (RuntimeException refused) {
      published.close();
      throw refused;
    }
  }
}
