package io.viralstream.models.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Questions as token ids, after a checkpoint's chat template.
///
/// Special tokens are those that the template writes. What people type is masked while it is
/// rendered, by a letter that no text may hold inside each name of a special token, and so stays
/// letters.
final class ChatEncoder implements Asking {
  /// A noncharacter of Unicode: in no text that is meant for others.
  private static final String MASK = "\ufdd0";

  private final Tokenizer tokenizer;
  private final ChatTemplate template;
  private final Set<String> masked;

  ChatEncoder(Tokenizer tokenizer, ChatTemplate template) {
    this.tokenizer = tokenizer;
    this.template = template;
    masked = new TreeSet<>(tokenizer.specials());
    masked.add(ChatTemplate.IMAGE);
  }

  @Override
  public EncodedPrompt question(Subject subject, List<Turn> earlier, String question) {
    boolean picture = subject == Subject.PICTURE;
    List<ChatMessage> messages = new ArrayList<>();
    for (Turn turn : earlier) {
      messages.add(ChatMessage.user(picture && messages.isEmpty(), mask(turn.question())));
      messages.add(ChatMessage.assistant(mask(turn.answer())));
    }
    messages.add(ChatMessage.user(picture && messages.isEmpty(), mask(question)));
    return encoded(subject, template.render(messages));
  }

  private EncodedPrompt encoded(Subject subject, String rendered) {
    int pictures = rendered.split(ChatTemplate.IMAGE, -1).length - 1;
    int expected = subject == Subject.PICTURE ? 1 : 0;
    if (pictures != expected) {
      throw new TextRejected(
          "chat template: wrote " + pictures + " pictures, expected " + expected);
    }
    int at = pictures == 0 ? 0 : rendered.indexOf(ChatTemplate.IMAGE);
    int behind = pictures == 0 ? 0 : at + ChatTemplate.IMAGE.length();
    int[] opening = withBegin(rendered, tokenizer.encode(pieces(rendered.substring(0, at))));
    List<Piece> rest = pieces(rendered.substring(behind));
    int[] prompt = pictures == 0 ? tokenizer.encode(rest) : tokenizer.encodeInside(rest);
    return new EncodedPrompt(opening, List.of(new EncodedTurn(prompt, new int[0])));
  }

  /// What begins every sequence, unless the template has written it already.
  private int[] withBegin(String rendered, int[] ids) {
    if (tokenizer.opening().stream().anyMatch(rendered::startsWith)) return ids;
    IntStream begin = tokenizer.opening().stream().mapToInt(tokenizer::special);
    return IntStream.concat(begin, IntStream.of(ids)).toArray();
  }

  private String mask(String typed) {
    if (typed.contains(MASK)) throw new TextRejected("text holds the noncharacter U+FDD0");
    String text = typed;
    for (String name : masked) {
      text = text.replace(name, name.substring(0, 1) + MASK + name.substring(1));
    }
    return text;
  }

  private List<Piece> pieces(String rendered) {
    return tokenizer.pieces(rendered).stream().map(ChatEncoder::unmasked).toList();
  }

  private static Piece unmasked(Piece piece) {
    return switch (piece) {
      case Piece.Letters(String text) -> Piece.letters(text.replace(MASK, ""));
      case Piece.Special special -> special;
      case Piece.Begin begin -> begin;
    };
  }
}
