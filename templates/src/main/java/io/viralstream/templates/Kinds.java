package io.viralstream.templates;

import java.util.ArrayList;
import java.util.List;

/// Values where a certain kind is needed.
final class Kinds {
  private Kinds() {}

  static String text(Value value) {
    if (value instanceof Value.Text(String text)) return text;
    throw new TemplateRejected("expected a text, found " + value.kind());
  }

  static long whole(Value value) {
    if (value instanceof Value.Whole(long number)) return number;
    throw new TemplateRejected("expected a whole number, found " + value.kind());
  }

  /// What a loop runs over: items, letters or keys.
  static List<Value> iterated(Value value, Budget budget) {
    List<Value> items =
        switch (value) {
          case Value.Items list -> list.items();
          case Value.Dictionary map -> List.copyOf(map.entries().keySet());
          case Value.Text(String text) -> letters(text, budget);
          case Value.Undefined ignored -> List.of();
          case Value.Whole ignored -> throw notIterable(value);
          case Value.Real ignored -> throw notIterable(value);
          case Value.Truth ignored -> throw notIterable(value);
          case Value.None ignored -> throw notIterable(value);
          case Value.Space ignored -> throw notIterable(value);
          case Value.Turn ignored -> throw notIterable(value);
          case Value.Function ignored -> throw notIterable(value);
        };
    budget.spend(items.size());
    return items;
  }

  private static List<Value> letters(String text, Budget budget) {
    budget.spend(text.length());
    List<Value> letters = new ArrayList<>();
    text.codePoints().forEach(letter -> letters.add(Value.of(Character.toString(letter))));
    return letters;
  }

  private static TemplateRejected notIterable(Value value) {
    return new TemplateRejected(value.kind() + " is nothing to loop over");
  }
}
