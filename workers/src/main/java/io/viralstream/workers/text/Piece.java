package io.viralstream.workers.text;

/// One piece of a prompt's frame: letters, or a special token by name.
sealed interface Piece {
  record Letters(String text) implements Piece {}

  record Special(String token) implements Piece {}

  static Piece letters(String text) {
    return new Letters(text);
  }

  static Piece special(String token) {
    return new Special(token);
  }
}
