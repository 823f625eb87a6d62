package io.viralstream.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// The methods that texts and dictionaries have in Python and templates use: a list, not
/// reflection.
final class Methods {
  @FunctionalInterface
  private interface OfText {
    Value call(String text, Arguments arguments);
  }

  @FunctionalInterface
  private interface OfDictionary {
    Value call(Value.Dictionary map, Arguments arguments);
  }

  private final Budget budget;
  private final Map<String, OfText> ofTexts;
  private final Map<String, OfDictionary> ofDictionaries;

  Methods(Budget budget) {
    this.budget = budget;
    ofTexts =
        Map.ofEntries(
            Map.entry("strip", (text, a) -> stripped(text, a, true, true)),
            Map.entry("lstrip", (text, a) -> stripped(text, a, true, false)),
            Map.entry("rstrip", (text, a) -> stripped(text, a, false, true)),
            Map.entry("startswith", (text, a) -> Value.of(anyOf(a, text::startsWith))),
            Map.entry("endswith", (text, a) -> Value.of(anyOf(a, text::endsWith))),
            Map.entry("removeprefix", Methods::withoutPrefix),
            Map.entry("removesuffix", Methods::withoutSuffix),
            Map.entry("split", this::split),
            Map.entry("rsplit", this::splitFromEnd),
            Map.entry("splitlines", this::lines),
            Map.entry("upper", (text, a) -> Value.of(text.toUpperCase(Locale.ROOT))),
            Map.entry("lower", (text, a) -> Value.of(text.toLowerCase(Locale.ROOT))),
            Map.entry("title", (text, a) -> Value.of(Letters.title(text))),
            Map.entry("capitalize", (text, a) -> Value.of(Letters.capitalized(text))),
            Map.entry("replace", this::replaced),
            Map.entry("join", this::join),
            Map.entry("find", (text, a) -> Value.of(text.indexOf(a.text(0, "sub")))),
            Map.entry("rfind", (text, a) -> Value.of(text.lastIndexOf(a.text(0, "sub")))),
            Map.entry("count", this::count),
            Map.entry("isdigit", (text, a) -> all(text, Character::isDigit)),
            Map.entry("isalpha", (text, a) -> all(text, Character::isLetter)),
            Map.entry("isalnum", (text, a) -> all(text, Character::isLetterOrDigit)),
            Map.entry("isspace", (text, a) -> all(text, Letters::isBlank)));
    ofDictionaries =
        Map.of(
            "items", (map, a) -> items(map),
            "keys", (map, a) -> Value.of(List.copyOf(map.entries().keySet())),
            "values", (map, a) -> Value.of(List.copyOf(map.entries().values())),
            "get", Methods::get);
  }

  /// The method of a value by its name, bound to the value, or nothing.
  Optional<Value> find(Value value, String name) {
    if (value instanceof Value.Text(String text)) {
      return Optional.ofNullable(ofTexts.get(name))
          .map(method -> bound(name, arguments -> paid(method, text, arguments)));
    }
    if (value instanceof Value.Dictionary map) {
      return Optional.ofNullable(ofDictionaries.get(name))
          .map(method -> bound(name, arguments -> method.call(map, arguments)));
    }
    return Optional.empty();
  }

  Value call(Value value, String name, Arguments arguments) {
    Optional<Value> method = find(value, name);
    if (method.isPresent() && method.get() instanceof Value.Function(String n, Value.Body body)) {
      return body.call(arguments);
    }
    throw new TemplateRejected(value.kind() + " has no method " + name);
  }

  private static Value bound(String name, Value.Body body) {
    return new Value.Function(name, body);
  }

  private Value paid(OfText method, String text, Arguments arguments) {
    budget.spendLetters(text.length());
    return method.call(text, arguments);
  }

  private static Value stripped(String text, Arguments arguments, boolean left, boolean right) {
    Optional<String> letters = arguments.optionalText(0, "chars");
    IntPredicate dropped =
        letters
            .<IntPredicate>map(set -> letter -> set.indexOf(letter) >= 0)
            .orElse(Letters::isBlank);
    return Value.of(Letters.strip(text, dropped, left, right));
  }

  private boolean anyOf(Arguments arguments, java.util.function.Predicate<String> test) {
    Value wanted = arguments.get(0, "prefix");
    if (wanted instanceof Value.Text(String text)) return test.test(text);
    return Kinds.iterated(wanted, budget).stream().map(Kinds::text).anyMatch(test);
  }

  private static Value withoutPrefix(String text, Arguments arguments) {
    String prefix = arguments.text(0, "prefix");
    return Value.of(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
  }

  private static Value withoutSuffix(String text, Arguments arguments) {
    String suffix = arguments.text(0, "suffix");
    boolean ends = !suffix.isEmpty() && text.endsWith(suffix);
    return Value.of(ends ? text.substring(0, text.length() - suffix.length()) : text);
  }

  private Value split(String text, Arguments arguments) {
    long most = limit(arguments);
    Optional<String> separator = arguments.optionalText(0, "sep");
    if (separator.isEmpty()) return Value.of(texts(Letters.words(text, most)));
    requireSome(separator.get());
    List<String> parts = new ArrayList<>();
    int from = 0;
    int found = text.indexOf(separator.get());
    while (found >= 0 && parts.size() < most) {
      parts.add(text.substring(from, found));
      from = found + separator.get().length();
      found = text.indexOf(separator.get(), from);
    }
    parts.add(text.substring(from));
    return Value.of(texts(parts));
  }

  private Value splitFromEnd(String text, Arguments arguments) {
    long most = limit(arguments);
    Optional<String> separator = arguments.optionalText(0, "sep");
    if (separator.isEmpty() || most == Integer.MAX_VALUE) return split(text, arguments);
    requireSome(separator.get());
    List<String> parts = new ArrayList<>();
    int to = text.length();
    int found = text.lastIndexOf(separator.get());
    while (found >= 0 && parts.size() < most) {
      parts.addFirst(text.substring(found + separator.get().length(), to));
      to = found;
      found = found == 0 ? -1 : text.lastIndexOf(separator.get(), found - separator.get().length());
    }
    parts.addFirst(text.substring(0, to));
    return Value.of(texts(parts));
  }

  private static long limit(Arguments arguments) {
    long most = arguments.whole(1, "maxsplit", -1);
    return most < 0 ? Integer.MAX_VALUE : most;
  }

  private Value lines(String text, Arguments arguments) {
    return Value.of(texts(text.lines().toList()));
  }

  private Value replaced(String text, Arguments arguments) {
    return Value.of(
        Letters.replaced(
            text,
            arguments.text(0, "old"),
            arguments.text(1, "new"),
            arguments.whole(2, "count", -1),
            budget));
  }

  private Value join(String separator, Arguments arguments) {
    StringBuilder joined = new StringBuilder();
    List<Value> parts = Kinds.iterated(arguments.get(0, "iterable"), budget);
    for (int i = 0; i < parts.size(); i++) {
      String part = Kinds.text(parts.get(i));
      budget.spendLetters(part.length() + separator.length());
      joined.append(i == 0 ? "" : separator).append(part);
    }
    return Value.of(joined.toString());
  }

  private Value count(String text, Arguments arguments) {
    String part = arguments.text(0, "sub");
    requireSome(part);
    int count = 0;
    for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length())) count++;
    return Value.of(count);
  }

  private static void requireSome(String separator) {
    if (separator.isEmpty()) throw new TemplateRejected("empty separator");
  }

  private static Value all(String text, IntPredicate test) {
    return Value.of(!text.isEmpty() && text.codePoints().allMatch(test));
  }

  private List<Value> texts(List<String> parts) {
    budget.spend(parts.size());
    return parts.stream().map(Value::of).toList();
  }

  private Value items(Value.Dictionary map) {
    budget.spend(map.entries().size());
    return Value.of(
        map.entries().entrySet().stream()
            .map(entry -> Value.of(List.of(entry.getKey(), entry.getValue())))
            .toList());
  }

  private static Value get(Value.Dictionary map, Arguments arguments) {
    Value found = map.entries().get(arguments.get(0, "key"));
    return found != null ? found : arguments.find(1, "default").orElse(Value.none());
  }
}
