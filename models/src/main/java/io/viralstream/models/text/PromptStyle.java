package io.viralstream.models.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a published model is asked, as one says it on the command line (docs/method.md §8.2).
public enum PromptStyle {
  /// By the checkpoint's chat template; without one, as its family is trained.
  TEMPLATE(Optional.empty()),
  VICUNA(Optional.of(PromptTemplate.VICUNA_V1)),
  CHATML(Optional.of(PromptTemplate.CHATML)),
  PLAIN(Optional.of(PromptTemplate.PLAIN));

  private final Optional<PromptTemplate> frame;

  PromptStyle(Optional<PromptTemplate> frame) {
    this.frame = frame;
  }

  /// @throws TextRejected where no style has this name
  public static PromptStyle named(String name) {
    for (PromptStyle style : values()) if (style.lowerCase().equals(name)) return style;
    String known =
        Arrays.stream(values()).map(PromptStyle::lowerCase).collect(Collectors.joining(", "));
    throw new TextRejected("prompt style " + name + ", expected one of " + known);
  }

  private String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @param trained the frame that the model is trained with
  public Asking asking(
      Tokenizer tokenizer, Optional<ChatTemplate> template, PromptTemplate trained) {
    if (frame.isEmpty() && template.isPresent()) return new ChatEncoder(tokenizer, template.get());
    return new PromptEncoder(tokenizer, frame.orElse(trained));
  }

  /// The frame that questions are put in; none where the chat template is followed.
  ///
  /// @param trained the frame that the model is trained with
  public Optional<PromptTemplate> frame(Optional<ChatTemplate> template, PromptTemplate trained) {
    return frame.or(() -> template.isPresent() ? Optional.empty() : Optional.of(trained));
  }
}
