package io.viralstream.embedded.clickhouse.http;

import java.nio.charset.StandardCharsets;

/// A position in a statement's bytes that steps over the pieces of ClickHouse's SQL.
final class SqlCursor {

  private final byte[] bytes;
  private int position;

  SqlCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return position;
  }

  void skipOne() {
    position = Math.min(position + 1, bytes.length);
  }

  /// Steps over white space and comments.
  ///
  /// @return whether something is left
  boolean skipBlanks() {
    while (position < bytes.length && (skipSpace() || skipLineComment() || skipBlockComment())) {
      // Each of the three has moved on.
    }
    return position < bytes.length;
  }

  private boolean skipSpace() {
    if (!isSpace(bytes[position])) {
      return false;
    }
    position++;
    return true;
  }

  /// From `--`, `# ` or `#!` to the end of the line; a bare # begins no comment in ClickHouse.
  private boolean skipLineComment() {
    if (!at("--") && !at("# ") && !at("#!")) {
      return false;
    }
    while (position < bytes.length && bytes[position] != '\n') {
      position++;
    }
    return true;
  }

  /// An unclosed comment reaches to the end, where the engine will say so.
  private boolean skipBlockComment() {
    if (!at("/*")) {
      return false;
    }
    position += 2;
    while (position < bytes.length && !at("*/")) {
      position++;
    }
    position = Math.min(position + 2, bytes.length);
    return true;
  }

  /// Steps over a quoted piece: a string, or a name in backticks or double quotes.
  boolean skipQuoted() {
    byte quote = bytes[position];
    if (quote == '$') {
      return skipHeredoc();
    }
    if (quote != '\'' && quote != '"' && quote != '`') {
      return false;
    }
    position++;
    while (position < bytes.length && bytes[position] != quote) {
      position += bytes[position] == '\\' ? 2 : 1;
    }
    // A doubled quote inside reads as two quoted pieces side by side, which skips the same bytes.
    position = Math.min(position + 1, bytes.length);
    return true;
  }

  /// Steps over `$tag$ … $tag$`, the tag being letters, digits and underscores, or none.
  private boolean skipHeredoc() {
    int end = position + 1;
    while (end < bytes.length && isWord(bytes[end])) {
      end++;
    }
    if (end == bytes.length || bytes[end] != '$') {
      return false;
    }
    String tag = new String(bytes, position, end + 1 - position, StandardCharsets.US_ASCII);
    int close = end + 1;
    while (close < bytes.length && !at(close, tag)) {
      close++;
    }
    if (close == bytes.length) {
      return false;
    }
    position = close + tag.length();
    return true;
  }

  /// @return 1 after an opening bracket, -1 after a closing one, 0 where none stands
  int skipBracket() {
    int change =
        switch (bytes[position]) {
          case '(', '[', '{' -> 1;
          case ')', ']', '}' -> -1;
          default -> 0;
        };
    position += Math.abs(change);
    return change;
  }

  /// Steps over letters, digits and underscores.
  ///
  /// @return them; empty where none stands
  String word() {
    int start = position;
    while (position < bytes.length && isWord(bytes[position])) {
      position++;
    }
    return new String(bytes, start, position - start, StandardCharsets.US_ASCII);
  }

  /// Steps over what may stand between a format's name and its data: blanks, one semicolon, one
  /// line break. More would be data.
  void skipToData() {
    while (position < bytes.length && (bytes[position] == ' ' || bytes[position] == '\t')) {
      position++;
    }
    skipIf(';');
    skipIf('\r');
    skipIf('\n');
  }

  private void skipIf(char character) {
    if (position < bytes.length && bytes[position] == character) {
      position++;
    }
  }

  /// @return whether this text stands here
  private boolean at(String text) {
    return at(position, text);
  }

  private boolean at(int place, String text) {
    if (place + text.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[place + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }

  private static boolean isWord(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_';
  }
}
