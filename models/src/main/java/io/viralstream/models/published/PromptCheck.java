package io.viralstream.models.published;

import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.published.Serving.EndToken;
import io.viralstream.models.published.Serving.PictureInput;
import io.viralstream.models.text.ChatTemplate;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Looks over how a directory is asked: its tokenizer, its chat template, and one question, which
/// is put as the serving of it would.
final class PromptCheck {
  private static final String QUESTION = "What is this?";

  private final Path directory;
  private final Findings found;

  PromptCheck(Path directory, Findings found) {
    this.directory = directory;
    this.found = found;
  }

  /// Where the rest cannot be read.
  void filesAlone() {
    found.attempt(() -> Tokenizer.of(directory)).ifPresent(Tokenizer::close);
    found.attempt(this::template);
  }

  Optional<Serving> published(AnsweringConfig config) {
    Optional<Tokenizer> opened = found.attempt(() -> Tokenizer.of(directory));
    Optional<Optional<ChatTemplate>> template = found.attempt(this::template);
    if (opened.isEmpty()) return Optional.empty();
    try (Tokenizer tokenizer = opened.get()) {
      if (template.isEmpty()) return Optional.empty();
      return found.attempt(() -> published(config, tokenizer, template.get()));
    }
  }

  private Serving published(
      AnsweringConfig config, Tokenizer tokenizer, Optional<ChatTemplate> template) {
    LanguageConfig language = config.language();
    Prompting prompting =
        Prompting.of(
            PromptStyle.TEMPLATE,
            tokenizer,
            template,
            language.family().prompt(),
            config.endTokens());
    if (prompting.endTokens().isEmpty()) {
      found.add("config.json: no eos_token_id, so that every answer goes on to the limit");
    }
    Optional<PictureInput> picture =
        switch (config) {
          case AnsweringConfig.TextConfig ignored -> Optional.empty();
          case LlavaConfig llava -> Optional.of(PictureInput.of(llava.vision()));
        };
    prompting
        .asking()
        .question(picture.isPresent() ? Subject.PICTURE : Subject.TEXT, QUESTION)
        .requireBelow(language.settings().vocabulary());
    return serving(
        prompting.name(), prompting.endTokens(), tokenizer, language.settings(), picture);
  }

  /// Of a model of our own.
  Optional<Serving> own(ModelConfig config) {
    Optional<Tokenizer> opened =
        found.attempt(() -> Tokenizer.load(directory.resolve(ModelDirectory.TOKENIZER)));
    if (opened.isEmpty()) return Optional.empty();
    try (Tokenizer tokenizer = opened.get()) {
      return found.attempt(() -> own(config, tokenizer));
    }
  }

  private static Serving own(ModelConfig config, Tokenizer tokenizer) {
    int end = new PromptEncoder(tokenizer, config.prompt()).endToken();
    return serving(
        "frame " + config.prompt().name().toLowerCase(Locale.ROOT),
        List.of(end),
        tokenizer,
        config.language(),
        Optional.of(PictureInput.of(config.vision())));
  }

  private static Serving serving(
      String prompt,
      Collection<Integer> ends,
      Tokenizer tokenizer,
      LanguageModelSettings language,
      Optional<PictureInput> picture) {
    List<EndToken> named =
        ends.stream().sorted().map(id -> new EndToken(id, tokenizer.specialName(id))).toList();
    return new Serving(prompt, named, language, picture);
  }

  private Optional<ChatTemplate> template() throws IOException {
    return ChatTemplate.of(directory, Clock.systemDefaultZone());
  }
}
