package io.viralstream.models.text;

import java.util.Arrays;

/// The text of an answer as its tokens arrive, never splitting a character.
///
/// Worked example: `é` is two bytes and may be two tokens. After the first, decoding ends in
/// U+FFFD, so nothing is given out; after the second, `é` is.
///
/// Tokens whose text is out are forgotten. In front of later ones stands one token of plain
/// letters, since some decoders drop the blank before a text's first word; a token of the answer
/// itself would not do, as a lone byte there would spoil the bytes that follow it.
public final class IncrementalText {
  private static final char INCOMPLETE = '\uFFFD';

  /// So many tokens without one whole character will never become one.
  private static final int MOST_PENDING = 64;

  private final Tokenizer tokenizer;
  private final int[] context;
  private final int contextLength;
  private int[] ids = new int[16];
  private int count;
  private boolean begun;

  IncrementalText(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    context = tokenizer.encode("a");
    contextLength = tokenizer.decode(context).length();
  }

  /// Takes the next token and gives the text that it completes, which may be empty.
  public String push(int id) {
    if (tokenizer.isSpecial(id)) return "";
    if (count == ids.length) ids = Arrays.copyOf(ids, count * 2);
    ids[count++] = id;
    String text = pending();
    boolean incomplete = !text.isEmpty() && text.charAt(text.length() - 1) == INCOMPLETE;
    return incomplete && count < MOST_PENDING ? "" : taken(text);
  }

  /// What is left at the end, with U+FFFD for bytes that never became a character.
  public String finish() {
    return count == 0 ? "" : taken(pending());
  }

  private String taken(String text) {
    count = 0;
    begun = true;
    return text;
  }

  private String pending() {
    int[] fresh = Arrays.copyOf(ids, count);
    if (!begun) return tokenizer.decode(fresh);
    int[] all = Arrays.copyOf(context, context.length + count);
    System.arraycopy(ids, 0, all, context.length, count);
    return tokenizer.decode(all).substring(contextLength);
  }
}
