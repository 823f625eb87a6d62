package io.viralstream.templates;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a function is called with.
record Arguments(List<Value> positional, Map<String, Value> named) {
  static final Arguments NONE = new Arguments(List.of(), Map.of());

  /// An argument by its place or its name.
  Optional<Value> find(int place, String name) {
    if (place < positional.size()) return Optional.of(positional.get(place));
    return Optional.ofNullable(named.get(name));
  }

  Value get(int place, String name) {
    return find(place, name)
        .orElseThrow(() -> new TemplateRejected("argument " + name + " is missing"));
  }

  String text(int place, String name) {
    return Kinds.text(get(place, name));
  }

  /// A text argument, or nothing where it is left out or none.
  Optional<String> optionalText(int place, String name) {
    return find(place, name).filter(value -> !(value instanceof Value.None)).map(Kinds::text);
  }

  long whole(int place, String name, long otherwise) {
    return find(place, name).map(Kinds::whole).orElse(otherwise);
  }

  boolean truth(int place, String name) {
    return find(place, name).map(Value::isTrue).orElse(false);
  }

  /// What stands behind the first.
  Arguments rest() {
    return new Arguments(
        positional.subList(Math.min(1, positional.size()), positional.size()), named);
  }
}
