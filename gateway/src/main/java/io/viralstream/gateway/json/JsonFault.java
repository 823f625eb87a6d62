package io.viralstream.gateway.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// What is wrong with bytes that are no JSON, in our words, with the place.
///
/// `NaN and Infinity are no JSON numbers at character 98, near "score":NaN}`. The parser's own
/// sentence names its classes and options, so it only tells which of ours fits.
final class JsonFault {
  private static final int BEFORE = 16;
  private static final int BEHIND = 8;

  /// The parser's sentence begins so; ours.
  private enum Known {
    NON_STANDARD("Non-standard token", "NaN and Infinity are no JSON numbers"),
    DUPLICATE("Duplicate field", "a key is given twice"),
    LINE_BREAK("Illegal unquoted character", "a string has a line break or control character"),
    TRAILING("Trailing token", "something stands behind the document"),
    ESCAPE("Unrecognized character escape", "a string has an escape that JSON does not know"),
    DEPTH("Document nesting depth", "it is nested deeper than " + BoundedJson.DEPTH),
    STRING("String value length", "a string is longer than the limit"),
    NUMBER("Number value length", "a number has more than " + BoundedJson.NUMBER + " digits"),
    NAME("Name length", "a key has more than " + BoundedJson.NAME + " characters"),
    TOKENS("Token count", "it has more than " + BoundedJson.TOKENS + " values and brackets");

    private final String theirs;
    private final String ours;

    Known(String theirs, String ours) {
      this.theirs = theirs;
      this.ours = ours;
    }
  }

  private JsonFault() {}

  /// @param broken what the parser says of `bytes[offset, offset + length)`
  static String of(byte[] bytes, int offset, int length, JsonProcessingException broken) {
    var text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    JsonLocation location = broken.getLocation();
    long at = location == null ? text.length() : location.getCharOffset();
    int place = (int) Math.clamp(at, 0, text.length());
    return reason(text, place, broken) + place(text, place);
  }

  private static String reason(String text, int at, JsonProcessingException broken) {
    if (broken instanceof JsonEOFException) return "it ends in the middle";
    return known(broken).orElseGet(() -> unknown(text, at));
  }

  private static Optional<String> known(JsonProcessingException broken) {
    var theirs = String.valueOf(broken.getOriginalMessage());
    return Arrays.stream(Known.values())
        .filter(known -> theirs.startsWith(known.theirs))
        .findFirst()
        .map(known -> known.ours);
  }

  /// The commonest slip is a comma with nothing behind it.
  private static String unknown(String text, int at) {
    boolean closing = at < text.length() && "}]".indexOf(text.charAt(at)) >= 0;
    return closing && text.substring(0, at).stripTrailing().endsWith(",")
        ? "a comma has nothing behind it"
        : "it cannot be read";
  }

  private static String place(String text, int at) {
    String before = text.substring(0, at);
    long lines = before.chars().filter(c -> c == '\n').count();
    String where = " at character " + (at - before.lastIndexOf('\n'));
    String line = lines == 0 ? "" : " of its line " + (lines + 1);
    String near = text.substring(Math.max(0, at - BEFORE), Math.min(text.length(), at + BEHIND));
    return where + line + ", near " + shown(near);
  }

  /// What a terminal may be shown.
  private static String shown(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.isSurrogate((char) c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }
}
