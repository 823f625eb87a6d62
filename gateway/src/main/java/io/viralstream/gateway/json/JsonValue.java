package io.viralstream.gateway.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One value of a document that was found good, as its place in the document's bytes.
///
/// Nothing is kept of a value but what is asked for. A tree would take forty bytes of heap for each
/// byte of `[{"":0},{"":0}]`, and most of what strangers send is never read. Looking up a member
/// reads the object's bytes again, which is cheap: they were checked, so that only quotes and
/// brackets count.
final class JsonValue {
  private static final JsonFactory STRINGS = new JsonFactory();
  private static final JsonStringEncoder QUOTES = JsonStringEncoder.getInstance();

  private final byte[] document;
  private final int start;
  private final int end;

  private JsonValue(byte[] document, int start, int limit) {
    this.document = document;
    this.start = start;
    this.end = end(document, start, limit);
  }

  /// The value in `document[from, to)`, which has been found to hold one.
  static JsonValue in(byte[] document, int from, int to) {
    return new JsonValue(document, pastBlanks(document, from), to);
  }

  /// Text that came from elsewhere, as the string that it would be in a document.
  static JsonValue of(String text) {
    byte[] quoted = ('"' + new String(QUOTES.quoteAsString(text)) + '"').getBytes(UTF_8);
    return in(quoted, 0, quoted.length);
  }

  /// What a value can be.
  enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL
  }

  Kind kind() {
    return switch (document[start]) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"' -> Kind.STRING;
      case 't', 'f' -> Kind.BOOLEAN;
      case 'n' -> Kind.NULL;
      default -> Kind.NUMBER;
    };
  }

  /// The member of an object.
  Optional<JsonValue> member(String name) {
    byte[] wanted = name.getBytes(UTF_8);
    int at = first();
    while (!closed(at)) {
      var key = new JsonValue(document, at, end);
      JsonValue value = in(document, pastBlanks(document, key.end) + 1, end);
      if (key.isString(name, wanted)) return Optional.of(value);
      at = next(value);
    }
    return Optional.empty();
  }

  /// How many elements an array has.
  int size() {
    int size = 0;
    for (int at = first(); !closed(at); at = next(new JsonValue(document, at, end))) size++;
    return size;
  }

  /// The elements of an array; its size has to be looked at before.
  List<JsonValue> elements() {
    var elements = new ArrayList<JsonValue>();
    each(elements::add);
    return elements;
  }

  /// The elements of an array one after the other; none is kept.
  void each(Consumer<JsonValue> visitor) {
    int at = first();
    while (!closed(at)) {
      var element = new JsonValue(document, at, end);
      visitor.accept(element);
      at = next(element);
    }
  }

  /// The characters of a string, without its quotes and escapes.
  String string() {
    return isEscaped() ? unescaped() : new String(document, start + 1, end - start - 2, UTF_8);
  }

  /// The least number of characters that a string can have.
  int leastLength() {
    return (end - start - 2) / 6; // \u0041
  }

  /// A number, `true` or `false` as it is written.
  String literal() {
    return new String(document, start, end - start, US_ASCII);
  }

  private boolean isString(String text, byte[] bytes) {
    if (isEscaped()) return string().equals(text);
    int length = end - start - 2;
    if (length != bytes.length) return false;
    for (int i = 0; i < length; i++) if (document[start + 1 + i] != bytes[i]) return false;
    return true;
  }

  private boolean isEscaped() {
    for (int i = start; i < end; i++) if (document[i] == '\\') return true;
    return false;
  }

  private String unescaped() {
    try (JsonParser parser = STRINGS.createParser(document, start, end - start)) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException broken) {
      throw new UncheckedIOException("a string that was checked cannot be read", broken);
    }
  }

  /// Where the first member or element begins, or the closing bracket.
  private int first() {
    return pastBlanks(document, start + 1);
  }

  private boolean closed(int at) {
    return document[at] == '}' || document[at] == ']';
  }

  /// Where the one behind a member or element begins, or the closing bracket.
  private int next(JsonValue before) {
    int at = pastBlanks(document, before.end);
    return document[at] == ',' ? pastBlanks(document, at + 1) : at;
  }

  private static int pastBlanks(byte[] document, int from) {
    int at = from;
    while (isBlank(document[at])) at++;
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static int end(byte[] document, int start, int limit) {
    return switch (document[start]) {
      case '"' -> endOfString(document, start);
      case '{', '[' -> endOfBrackets(document, start);
      default -> endOfLiteral(document, start, limit);
    };
  }

  private static int endOfString(byte[] document, int start) {
    int at = start + 1;
    while (document[at] != '"') at += document[at] == '\\' ? 2 : 1;
    return at + 1;
  }

  private static int endOfBrackets(byte[] document, int start) {
    int open = 0;
    int at = start;
    while (true) {
      switch (document[at]) {
        case '{', '[' -> open++;
        case '}', ']' -> {
          if (--open == 0) return at + 1;
        }
        case '"' -> at = endOfString(document, at) - 1;
        default -> {}
      }
      at++;
    }
  }

  private static int endOfLiteral(byte[] document, int start, int limit) {
    int at = start;
    while (at < limit && isLiteral(document[at])) at++;
    return at;
  }

  private static boolean isLiteral(byte b) {
    return b >= '0' && b <= '9'
        || b >= 'a' && b <= 'z'
        || b == '-'
        || b == '+'
        || b == '.'
        || b == 'E';
  }
}
