package io.viralstream.models.generate;

import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.text.Asking;
import io.viralstream.models.text.ChatTemplate;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.models.text.Turn;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A published model that is asked in words and answers in words.
public final class Speaker implements AutoCloseable {
  private final PublishedModel published;
  private final Tokenizer tokenizer;
  private final Asking asking;
  private final BatchSettings settings;

  /// What is asked.
  ///
  /// @param picture as the model's encoder sees it, or none
  /// @param earlier turns that were answered, the oldest first
  public record Prompt(Optional<PatchFeatures> picture, List<Turn> earlier, String question) {
    public Prompt {
      earlier = List.copyOf(earlier);
    }

    public static Prompt about(PatchFeatures picture, String question) {
      return new Prompt(Optional.of(picture), List.of(), question);
    }
  }

  /// How it is answered.
  ///
  /// @param stopTexts what ends an answer beside the model's own end tokens
  public record Manner(int mostTokens, List<String> stopTexts, Sampling sampling) {
    public Manner {
      stopTexts = List.copyOf(stopTexts);
    }

    public static Manner greedy(int mostTokens) {
      return new Manner(mostTokens, List.of(), Sampling.greedy());
    }
  }

  /// An answer.
  ///
  /// @param text untrimmed
  /// @param tokens with the one that ended it
  /// @param promptTokens those of the picture included
  public record Said(
      String text, List<Integer> tokens, int promptTokens, Completion.Ending ending) {}

  private Speaker(
      PublishedModel published, Tokenizer tokenizer, Asking asking, BatchSettings settings) {
    this.published = published;
    this.tokenizer = tokenizer;
    this.asking = asking;
    this.settings = settings;
  }

  /// @param published stays the caller's to close
  /// @param clock for templates that name the day
  public static Speaker of(
      PublishedModel published, PromptStyle style, BatchSettings settings, Clock clock)
      throws IOException {
    Optional<ChatTemplate> template = ChatTemplate.of(published.directory(), clock);
    Tokenizer tokenizer = Tokenizer.of(published.directory());
    Asking asking = style.asking(tokenizer, template, published.prompt());
    return new Speaker(published, tokenizer, asking, settings);
  }

  /// The prompt as ids, with the place of the picture.
  public Question question(Prompt prompt) {
    Subject subject = prompt.picture().isPresent() ? Subject.PICTURE : Subject.TEXT;
    EncodedPrompt encoded = asking.question(subject, prompt.earlier(), prompt.question());
    return new Question(encoded.opening(), prompt.picture(), encoded.turns().getFirst().prompt());
  }

  /// One answer for each prompt, in their order.
  ///
  /// @throws io.viralstream.models.text.TextRejected where a prompt cannot be asked so
  /// @throws IllegalArgumentException where a prompt and its answer do not fit the context
  public List<Said> answer(List<Prompt> prompts, Manner manner) {
    Stopping stopping = stopping(manner);
    List<Request> requests =
        prompts.stream()
            .map(prompt ->
                new Request(question(prompt), manner.sampling(), stopping, published.imageToken()))
            .toList();
    List<Completion> completions;
    try (Generator generator = new Generator(published.model())) {
      completions = generator.complete(requests, settings);
    }
    return IntStream.range(0, requests.size())
        .mapToObj(i -> said(requests.get(i), completions.get(i)))
        .toList();
  }

  private Stopping stopping(Manner manner) {
    Optional<Stopping.Texts> texts =
        manner.stopTexts().isEmpty()
            ? Optional.empty()
            : Optional.of(new Stopping.Texts(tokenizer, manner.stopTexts()));
    return new Stopping(Set.copyOf(published.endTokens()), texts, manner.mostTokens());
  }

  private Said said(Request request, Completion completion) {
    return new Said(
        completion.text(tokenizer), completion.ids(), request.promptTokens(), completion.ending());
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
