package io.viralstream.templates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Function;

/// What may stand behind `|`.
final class Filters {
  @FunctionalInterface
  private interface Filter {
    Value apply(Value value, Arguments arguments);
  }

  private final Budget budget;
  private final Methods methods;
  private final Tests tests;
  private final Compare compare;
  private final Map<String, Filter> filters;

  Filters(Budget budget, Methods methods, Tests tests) {
    this.budget = budget;
    this.methods = methods;
    this.tests = tests;
    compare = new Compare(budget);
    filters =
        Map.ofEntries(
            Map.entry("trim", (v, a) -> methods.call(string(v), "strip", a)),
            Map.entry("upper", (v, a) -> Value.of(text(v).toUpperCase(Locale.ROOT))),
            Map.entry("lower", (v, a) -> Value.of(text(v).toLowerCase(Locale.ROOT))),
            Map.entry("title", (v, a) -> Value.of(Letters.title(text(v)))),
            Map.entry("capitalize", (v, a) -> Value.of(Letters.capitalized(text(v)))),
            Map.entry("replace", (v, a) -> methods.call(string(v), "replace", a)),
            Map.entry("string", (v, a) -> string(v)),
            Map.entry("safe", (v, a) -> string(v)),
            Map.entry("indent", this::indented),
            Map.entry("length", (v, a) -> Value.of(length(v))),
            Map.entry("count", (v, a) -> Value.of(length(v))),
            Map.entry("int", Filters::whole),
            Map.entry("float", (v, a) -> new Value.Real(Double.parseDouble(text(v)))),
            Map.entry("abs", (v, a) -> absolute(v)),
            Map.entry("tojson", (v, a) -> Json.of(v, shifted(a), budget)),
            Map.entry("default", Filters::otherwise),
            Map.entry("d", Filters::otherwise),
            Map.entry("first", (v, a) -> end(v, List::getFirst)),
            Map.entry("last", (v, a) -> end(v, List::getLast)),
            Map.entry("list", (v, a) -> Value.of(items(v))),
            Map.entry("reverse", (v, a) -> reversed(v)),
            Map.entry("sort", (v, a) -> sorted(v, a.truth(0, "reverse"))),
            Map.entry("unique", (v, a) -> unique(v)),
            Map.entry("join", this::joined),
            Map.entry("items", (v, a) -> methods.call(v, "items", Arguments.NONE)),
            Map.entry("dictsort", (v, a) -> dictionarySorted(v)),
            Map.entry("map", this::mapped),
            Map.entry("select", (v, a) -> selected(v, a, true)),
            Map.entry("reject", (v, a) -> selected(v, a, false)),
            Map.entry("selectattr", (v, a) -> selectedByAttribute(v, a, true)),
            Map.entry("rejectattr", (v, a) -> selectedByAttribute(v, a, false)));
  }

  Value apply(Value value, String name, Arguments arguments) {
    Filter filter = filters.get(name);
    if (filter == null) throw new TemplateRejected("there is no filter " + name);
    budget.spend(1);
    return filter.apply(value, arguments);
  }

  private Value string(Value value) {
    return Value.of(text(value));
  }

  private String text(Value value) {
    String text = Shown.text(value, budget);
    budget.spendLetters(text.length());
    return text;
  }

  private List<Value> items(Value value) {
    return Kinds.iterated(value, budget);
  }

  /// `tojson(indent)` is called with the value in front.
  private static Arguments shifted(Arguments arguments) {
    List<Value> places = new ArrayList<>(List.of(Value.none()));
    if (!arguments.positional().isEmpty()) places.add(arguments.positional().getLast());
    return new Arguments(places.size() > 1 ? places : List.of(), arguments.named());
  }

  private Value indented(Value value, Arguments arguments) {
    String blanks = " ".repeat((int) Math.clamp(arguments.whole(0, "width", 4), 0, 64));
    String[] lines = text(value).split("\n", -1);
    StringBuilder indented = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      budget.spendLetters(lines[i].length() + (long) blanks.length());
      boolean shifts = i == 0 ? arguments.truth(1, "first") : !lines[i].isBlank();
      indented.append(i == 0 ? "" : "\n").append(shifts ? blanks : "").append(lines[i]);
    }
    return Value.of(indented.toString());
  }

  private long length(Value value) {
    if (value instanceof Value.Text(String text)) return text.codePointCount(0, text.length());
    return items(value).size();
  }

  private static Value whole(Value value, Arguments arguments) {
    return switch (value) {
      case Value.Whole number -> number;
      case Value.Real(double number) -> Value.of((long) number);
      case Value.Truth(boolean holds) -> Value.of(holds ? 1 : 0);
      case Value.Text(String text) when text.strip().matches("[-+]?\\d{1,18}") ->
          Value.of(Long.parseLong(text.strip()));
      case Value.Text ignored -> arguments.find(0, "default").orElse(Value.of(0));
      case Value.None ignored -> Value.of(0);
      case Value.Undefined ignored -> Value.of(0);
      case Value.Items ignored -> Value.of(0);
      case Value.Dictionary ignored -> Value.of(0);
      case Value.Space ignored -> Value.of(0);
      case Value.Turn ignored -> Value.of(0);
      case Value.Function ignored -> Value.of(0);
    };
  }

  private static Value absolute(Value value) {
    if (value instanceof Value.Real(double number)) return new Value.Real(Math.abs(number));
    return Value.of(Math.abs(Kinds.whole(value)));
  }

  private static Value otherwise(Value value, Arguments arguments) {
    boolean missing =
        value instanceof Value.Undefined || arguments.truth(1, "boolean") && !value.isTrue();
    return missing ? arguments.find(0, "default_value").orElse(Value.of("")) : value;
  }

  private Value end(Value value, Function<List<Value>, Value> which) {
    List<Value> items = items(value);
    return items.isEmpty() ? new Value.Undefined("an item of nothing") : which.apply(items);
  }

  private Value reversed(Value value) {
    if (value instanceof Value.Text(String text)) {
      budget.spendLetters(text.length());
      return Value.of(new StringBuilder(text).reverse().toString());
    }
    return Value.of(items(value).reversed());
  }

  private Value sorted(Value value, boolean reverse) {
    List<Value> items = new ArrayList<>(items(value));
    items.sort(compare::order);
    if (reverse) Collections.reverse(items);
    return Value.of(items);
  }

  private Value unique(Value value) {
    List<Value> unique = new ArrayList<>();
    for (Value item : items(value)) {
      if (unique.stream().noneMatch(known -> compare.equal(known, item))) unique.add(item);
    }
    return Value.of(unique);
  }

  private Value joined(Value value, Arguments arguments) {
    Optional<Value> attribute = arguments.find(1, "attribute");
    List<Value> texts =
        items(value).stream()
            .map(item -> attribute.map(key -> attribute(item, Kinds.text(key))).orElse(item))
            .map(this::string)
            .toList();
    Value separator = arguments.find(0, "d").orElse(Value.of(""));
    return methods.call(separator, "join", new Arguments(List.of(Value.of(texts)), Map.of()));
  }

  private Value dictionarySorted(Value value) {
    if (!(value instanceof Value.Dictionary map)) {
      throw new TemplateRejected("dictsort of " + value.kind());
    }
    List<Entry<Value, Value>> entries = new ArrayList<>(map.entries().entrySet());
    budget.spend(entries.size());
    entries.sort((a, b) -> compare.order(lower(a.getKey()), lower(b.getKey())));
    return Value.of(
        entries.stream().map(e -> Value.of(List.of(e.getKey(), e.getValue()))).toList());
  }

  private Value lower(Value value) {
    return value instanceof Value.Text(String text)
        ? Value.of(text.toLowerCase(Locale.ROOT))
        : value;
  }

  private Value mapped(Value value, Arguments arguments) {
    Optional<Value> attribute = Optional.ofNullable(arguments.named().get("attribute"));
    return Value.of(
        items(value).stream()
            .map(item ->
                attribute
                    .map(key -> attribute(item, Kinds.text(key)))
                    .orElseGet(() -> apply(item, arguments.text(0, "filter"), arguments.rest())))
            .toList());
  }

  private Value selected(Value value, Arguments arguments, boolean wanted) {
    return Value.of(
        items(value).stream().filter(item -> passes(item, arguments) == wanted).toList());
  }

  private Value selectedByAttribute(Value value, Arguments arguments, boolean wanted) {
    String name = arguments.text(0, "attribute");
    return Value.of(
        items(value).stream()
            .filter(item -> passes(attribute(item, name), arguments.rest()) == wanted)
            .toList());
  }

  private boolean passes(Value value, Arguments arguments) {
    if (arguments.positional().isEmpty()) return value.isTrue();
    return tests.holds(value, arguments.text(0, "test"), arguments.rest());
  }

  private static Value attribute(Value item, String name) {
    Value found = item instanceof Value.Dictionary map ? map.entries().get(Value.of(name)) : null;
    return found != null ? found : new Value.Undefined(name);
  }
}
