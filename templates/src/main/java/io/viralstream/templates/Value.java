package io.viralstream.templates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value of a template: plain data, never an object of ours.
///
/// Lists and dictionaries cannot be changed and know how deeply they nest, so that whatever walks
/// through one ends. Only a [Space] changes, and nothing walks into it.
sealed interface Value {
  int DEEPEST = 32;

  record Text(String text) implements Value {}

  record Whole(long number) implements Value {}

  record Real(double number) implements Value {}

  record Truth(boolean holds) implements Value {}

  record None() implements Value {}

  /// A name or key that stands for nothing; using it as a value is an error, testing it is not.
  record Undefined(String name) implements Value {}

  record Items(List<Value> items, int depth) implements Value {
    public Items {
      items = Collections.unmodifiableList(items);
      requireShallow(depth);
    }
  }

  /// Keys are texts, numbers, truths or none.
  record Dictionary(Map<Value, Value> entries, int depth) implements Value {
    public Dictionary {
      entries = Collections.unmodifiableMap(entries);
      requireShallow(depth);
    }
  }

  /// `namespace()`: the one thing whose attributes a template may set.
  final class Space implements Value {
    final Map<String, Value> attributes = new HashMap<>();
  }

  /// The name `loop` in one turn of a loop.
  record Turn(List<Value> items, int at) implements Value {}

  record Function(String name, Body body) implements Value {}

  /// What a function, method or macro does.
  @FunctionalInterface
  interface Body {
    Value call(Arguments arguments);
  }

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(long number) {
    return new Whole(number);
  }

  static Value of(boolean holds) {
    return new Truth(holds);
  }

  static Value none() {
    return new None();
  }

  static Value of(List<Value> items) {
    return new Items(new ArrayList<>(items), deepest(items));
  }

  static Value of(Map<Value, Value> entries) {
    return new Dictionary(new LinkedHashMap<>(entries), deepest(entries.values()));
  }

  private static int deepest(Iterable<Value> parts) {
    int deepest = 0;
    for (Value part : parts) deepest = Math.max(deepest, depth(part));
    return deepest + 1;
  }

  private static int depth(Value value) {
    return switch (value) {
      case Items list -> list.depth();
      case Dictionary map -> map.depth();
      case Text ignored -> 0;
      case Whole ignored -> 0;
      case Real ignored -> 0;
      case Truth ignored -> 0;
      case None ignored -> 0;
      case Undefined ignored -> 0;
      case Space ignored -> 0;
      case Turn ignored -> 0;
      case Function ignored -> 0;
    };
  }

  private static void requireShallow(int depth) {
    if (depth > DEEPEST) throw new TemplateRejected("a list nests more than " + DEEPEST + " deep");
  }

  /// As `if` takes it.
  default boolean isTrue() {
    return switch (this) {
      case Text(String text) -> !text.isEmpty();
      case Whole(long number) -> number != 0;
      case Real(double number) -> number != 0;
      case Truth(boolean holds) -> holds;
      case None ignored -> false;
      case Undefined ignored -> false;
      case Items list -> !list.items().isEmpty();
      case Dictionary map -> !map.entries().isEmpty();
      case Space ignored -> true;
      case Turn ignored -> true;
      case Function ignored -> true;
    };
  }

  /// The kind, as messages name it.
  default String kind() {
    return switch (this) {
      case Text ignored -> "str";
      case Whole ignored -> "int";
      case Real ignored -> "float";
      case Truth ignored -> "bool";
      case None ignored -> "None";
      case Undefined(String name) -> "undefined " + name;
      case Items ignored -> "list";
      case Dictionary ignored -> "dict";
      case Space ignored -> "namespace";
      case Turn ignored -> "loop";
      case Function(String name, Body ignored) -> "function " + name;
    };
  }
}
