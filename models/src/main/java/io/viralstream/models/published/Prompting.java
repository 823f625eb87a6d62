package io.viralstream.models.published;

import io.viralstream.models.text.Asking;
import io.viralstream.models.text.ChatTemplate;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.models.text.PromptTemplate;
import io.viralstream.models.text.Tokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How a published model is asked, and what ends its answers.
///
/// Without a chat template the frame is ChatML where the tokenizer has ChatML's tokens, else that
/// of the family. In ChatML an answer ends with `<|im_end|>`, whatever else the directory names.
///
/// @param name such as `chat template`, or `frame chatml`
public record Prompting(Asking asking, String name, Set<Integer> endTokens) {
  private static final String BEGIN = "<|im_start|>";
  private static final String END = "<|im_end|>";

  public Prompting {
    endTokens = Set.copyOf(endTokens);
  }

  /// @param trained the frame that the model's family is trained with
  /// @param named the ids that the directory names as ends
  /// @throws io.viralstream.models.text.TextRejected where the tokenizer lacks what a frame needs
  public static Prompting of(
      PromptStyle style,
      Tokenizer tokenizer,
      Optional<ChatTemplate> template,
      PromptTemplate trained,
      List<Integer> named) {
    boolean knowsChatMl = tokenizer.hasSpecial(BEGIN) && tokenizer.hasSpecial(END);
    PromptTemplate usual = knowsChatMl ? PromptTemplate.CHATML : trained;
    Asking asking = style.asking(tokenizer, template, usual);
    Optional<PromptTemplate> frame = style.frame(template, usual);
    Set<Integer> ends = new HashSet<>(named);
    if (frame.filter(PromptTemplate.CHATML::equals).isPresent()) ends.add(tokenizer.special(END));
    String name =
        frame.map(each -> "frame " + each.name().toLowerCase(Locale.ROOT)).orElse("chat template");
    return new Prompting(asking, name, ends);
  }
}
