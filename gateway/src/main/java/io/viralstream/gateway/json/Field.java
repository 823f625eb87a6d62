package io.viralstream.gateway.json;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// One value of a document with the path to it, so that whatever is wrong with it is said by name.
public final class Field {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final BigInteger LEAST_INT = BigInteger.valueOf(Integer.MIN_VALUE);
  private static final BigInteger MOST_INT = BigInteger.valueOf(Integer.MAX_VALUE);

  private final String path;
  private final JsonValue value;
  private final int maxString;

  private Field(String path, JsonValue value, int maxString) {
    this.path = path;
    this.value = value;
    this.maxString = maxString;
  }

  static Field root(JsonValue value, int maxString) {
    return new Field("", value, maxString);
  }

  /// Text of a form's field.
  public static Field text(String path, String text) {
    return new Field(path, JsonValue.of(text), text.length());
  }

  /// Such as `conversations[1].value`; empty for the document itself.
  public String path() {
    return path;
  }

  /// This value as a document of its own, or as the value of a form's field.
  public Field at(String path) {
    return new Field(path, value, maxString);
  }

  /// This value, which has to be an object.
  public Field object() {
    if (!isObject()) throw invalid("expected an object");
    return this;
  }

  public boolean isArray() {
    return value.kind() == JsonValue.Kind.ARRAY;
  }

  public boolean isObject() {
    return value.kind() == JsonValue.Kind.OBJECT;
  }

  /// A member that must be there.
  public Field required(String name) {
    return optional(name).orElseThrow(() -> child(name, value).invalid("missing"));
  }

  /// A member that may be absent; null counts as absent.
  public Optional<Field> optional(String name) {
    return object()
        .value
        .member(name)
        .filter(member -> member.kind() != JsonValue.Kind.NULL)
        .map(member -> child(name, member));
  }

  /// How many elements an array has.
  public int size() {
    if (!isArray()) throw invalid("expected an array");
    return value.size();
  }

  /// The elements of an array with a bounded number of them.
  public List<Field> elements(int least, int most) {
    var elements = new ArrayList<Field>();
    each(least, most, elements::add);
    return List.copyOf(elements);
  }

  /// The elements of an array one after the other; none is kept, however many there are.
  public void each(int least, int most, Consumer<Field> visitor) {
    int size = size();
    if (size < least || size > most)
      throw invalid("has " + size + " elements, expected " + least + " to " + most);
    var place = new AtomicInteger();
    value.each(element ->
        visitor.accept(new Field(path + "[" + place.getAndIncrement() + "]", element, maxString)));
  }

  /// A string without limit of its own: the document's limit holds.
  public String text() {
    if (value.kind() != JsonValue.Kind.STRING) throw invalid("expected a string");
    if (value.leastLength() > maxString) throw tooLong();
    String text = value.string();
    if (text.length() > maxString) throw tooLong();
    return text;
  }

  private ProblemException tooLong() {
    return problem(ProblemKind.TOO_LARGE, "has more than " + maxString + " characters");
  }

  /// A string of written text: not blank, at most `most` characters, nothing that cannot be written
  /// as UTF-8 or shown.
  public String text(int most) {
    String text = text();
    if (text.length() > most)
      throw invalid("has " + text.length() + " characters, expected at most " + most);
    if (text.isBlank()) throw invalid("is blank");
    WrittenText.fault(text)
        .ifPresent(fault -> {
          throw invalid(fault);
        });
    return text;
  }

  /// A string to the letter, as a model may have said it: also blank, empty or with control
  /// characters, of at most `most` characters.
  public String verbatim(int most) {
    String text = text();
    if (text.length() > most)
      throw invalid("has " + text.length() + " characters, expected at most " + most);
    WrittenText.halfPair(text)
        .ifPresent(fault -> {
          throw invalid(fault);
        });
    return text;
  }

  /// Whether it is the string of no characters.
  public boolean isEmptyString() {
    return value.kind() == JsonValue.Kind.STRING && value.string().isEmpty();
  }

  /// A label that people number or name: a string, or an integer taken as its digits.
  public String label(int most) {
    if (value.kind() == JsonValue.Kind.STRING) return text(most);
    return integral()
        .map(BigInteger::toString)
        .orElseThrow(() -> invalid("expected a string or an integer"));
  }

  public int integer(int least, int most) {
    int number =
        integral()
            .filter(exact -> exact.compareTo(LEAST_INT) >= 0 && exact.compareTo(MOST_INT) <= 0)
            .map(BigInteger::intValueExact)
            .orElseThrow(() -> invalid("expected an integer from " + least + " to " + most));
    if (number < least || number > most)
      throw invalid("is " + number + ", expected " + least + " to " + most);
    return number;
  }

  /// A number that a double holds: finite, rounded where it has more digits.
  public double number() {
    if (value.kind() != JsonValue.Kind.NUMBER) throw invalid("expected a number");
    double number = Double.parseDouble(value.literal());
    if (!Double.isFinite(number)) throw invalid("expected a number that 64 bits hold");
    return number;
  }

  private Optional<BigInteger> integral() {
    if (value.kind() != JsonValue.Kind.NUMBER) return Optional.empty();
    return Optional.of(value.literal())
        .filter(written -> INTEGER.matcher(written).matches())
        .map(BigInteger::new);
  }

  public boolean bool() {
    if (value.kind() != JsonValue.Kind.BOOLEAN) throw invalid("expected true or false");
    return value.literal().equals("true");
  }

  /// What is wrong with this field.
  public ProblemException invalid(String detail) {
    return problem(ProblemKind.INVALID, detail);
  }

  public ProblemException problem(ProblemKind kind, String detail) {
    return Problem.at(path, kind, (path.isEmpty() ? "the document" : path) + ": " + detail)
        .exception();
  }

  private Field child(String name, JsonValue member) {
    return new Field(path.isEmpty() ? name : path + "." + name, member, maxString);
  }
}
