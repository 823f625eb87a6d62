package io.viralstream.cli.console;

import java.util.Locale;

/// Text that others wrote, made fit for a terminal: nothing in it moves the cursor, turns the
/// reading direction or breaks a line.
public final class PlainText {
  private static final int LAST_ASCII = 0x7e;
  private static final int LAST_CONTROL = 0x9f;

  private PlainText() {}

  /// At most so many characters, on one line.
  public static String line(String text, int most) {
    var line = new StringBuilder();
    text.codePoints()
        .limit(most + 1L)
        .forEach(c -> line.appendCodePoint(shows(c) ? c : Character.isWhitespace(c) ? ' ' : '·'));
    if (line.codePointCount(0, line.length()) <= most) return line.toString();
    return line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
  }

  /// A text of several lines, such as indented JSON.
  public static String lines(String text) {
    var lines = new StringBuilder();
    text.codePoints().forEach(c -> lines.appendCodePoint(c == '\n' || shows(c) ? c : '·'));
    return lines.toString();
  }

  /// JSON with what may control a terminal escaped; it means the same.
  public static String json(String json) {
    var escaped = new StringBuilder();
    json.codePoints()
        .forEach(c -> {
          if (c > LAST_ASCII && c <= LAST_CONTROL)
            escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
          else escaped.appendCodePoint(c);
        });
    return escaped.toString();
  }

  private static boolean shows(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
