package io.viralstream.templates;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Java's plain data as values of a template.
final class PlainData {
  private PlainData() {}

  static Value value(Object data) {
    return switch (data) {
      case String text -> Value.of(text);
      case Boolean holds -> Value.of((boolean) holds);
      case Integer number -> Value.of((long) number);
      case Long number -> Value.of((long) number);
      case Double number -> new Value.Real(number);
      case Optional<?> optional -> optional.<Value>map(PlainData::value).orElse(Value.none());
      case List<?> items -> Value.of(items.stream().<Value>map(PlainData::value).toList());
      case Map<?, ?> map -> dictionary(map);
      default -> throw new IllegalArgumentException("no plain data: " + data.getClass());
    };
  }

  private static Value dictionary(Map<?, ?> map) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    map.forEach((key, value) -> entries.put(Value.of(String.valueOf(key)), value(value)));
    return Value.of(entries);
  }
}
