package io.viralstream.models.text;

/// One piece of a prompt's frame: letters, a special token by name, or what begins every sequence.
sealed interface Piece {
  record Letters(String text) implements Piece {}

  record Special(String token) implements Piece {}

  /// `<s>` where the tokenizer has it; its own file says.
  record Begin() implements Piece {}

  static Piece begin() {
    return new Begin();
  }

  static Piece letters(String text) {
    return new Letters(text);
  }

  static Piece special(String token) {
    return new Special(token);
  }
}
