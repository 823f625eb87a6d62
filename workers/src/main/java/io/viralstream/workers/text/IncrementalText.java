package io.viralstream.workers.text;

import java.util.Arrays;

/// The text of an answer as its tokens arrive, never splitting a character.
///
/// Worked example: `é` is two bytes and may be two tokens. After the first, decoding ends in
/// U+FFFD, so nothing is given out; after the second, `é` is.
public final class IncrementalText {
  private static final char INCOMPLETE = '\uFFFD';

  private final Tokenizer tokenizer;
  private int[] ids = new int[16];
  private int count;

  /// Tokens before this one are out; decoding starts here, so that long answers stay linear.
  private int from;

  /// How much of the decoding from [#from] is out already.
  private int given;

  IncrementalText(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// Takes the next token and gives the text that it completes, which may be empty.
  public String push(int id) {
    if (count == ids.length) ids = Arrays.copyOf(ids, count * 2);
    ids[count++] = id;
    String text = pending();
    if (!text.isEmpty() && text.charAt(text.length() - 1) == INCOMPLETE) return "";
    String added = text.substring(given);
    // One token of context stays in front: some decoders drop a leading blank.
    from = count - 1;
    given = pending().length();
    return added;
  }

  /// What is left at the end, with U+FFFD for bytes that never became a character.
  public String finish() {
    String rest = pending().substring(given);
    from = count;
    given = 0;
    return rest;
  }

  private String pending() {
    return tokenizer.decode(Arrays.copyOfRange(ids, from, count));
  }
}
