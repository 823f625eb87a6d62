package io.viralstream.templates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Optional;

/// Values as Hugging Face's `tojson` writes them: Python's json.dumps without escapes for other
/// scripts or for HTML.
final class Json {
  private final Budget budget;
  private final Optional<String> indent;
  private final boolean sorted;
  private final StringBuilder out = new StringBuilder();

  private Json(Budget budget, Optional<String> indent, boolean sorted) {
    this.budget = budget;
    this.indent = indent;
    this.sorted = sorted;
  }

  static Value of(Value value, Arguments arguments, Budget budget) {
    long blanks = Math.min(16, arguments.find(1, "indent").map(Json::indent).orElse(-1L));
    Optional<String> indent = blanks < 0 ? Optional.empty() : Optional.of(" ".repeat((int) blanks));
    Json json = new Json(budget, indent, arguments.truth(3, "sort_keys"));
    json.write(value, 0);
    return Value.of(json.out.toString());
  }

  private static long indent(Value value) {
    return value instanceof Value.None ? -1 : Kinds.whole(value);
  }

  private void write(Value value, int depth) {
    budget.spend(1);
    switch (value) {
      case Value.Text(String text) -> writeText(text);
      case Value.Whole(long number) -> out.append(number);
      case Value.Real(double number) -> out.append(Shown.real(number));
      case Value.Truth(boolean holds) -> out.append(holds);
      case Value.None ignored -> out.append("null");
      case Value.Items list -> writeList(list.items(), depth);
      case Value.Dictionary map -> writeDictionary(map, depth);
      case Value.Undefined ignored -> throw notJson(value);
      case Value.Space ignored -> throw notJson(value);
      case Value.Turn ignored -> throw notJson(value);
      case Value.Function ignored -> throw notJson(value);
    }
  }

  private static TemplateRejected notJson(Value value) {
    return new TemplateRejected(value.kind() + " cannot be written as JSON");
  }

  private void writeList(List<Value> items, int depth) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      separate(i, depth + 1);
      write(items.get(i), depth + 1);
    }
    close(items.isEmpty(), depth, ']');
  }

  private void writeDictionary(Value.Dictionary map, int depth) {
    List<Entry<Value, Value>> entries = new ArrayList<>(map.entries().entrySet());
    if (sorted) entries.sort(Comparator.comparing(entry -> Shown.text(entry.getKey(), budget)));
    out.append('{');
    for (int i = 0; i < entries.size(); i++) {
      separate(i, depth + 1);
      writeText(Shown.text(entries.get(i).getKey(), budget));
      out.append(": ");
      write(entries.get(i).getValue(), depth + 1);
    }
    close(entries.isEmpty(), depth, '}');
  }

  private void separate(int place, int depth) {
    if (place > 0) out.append(indent.isPresent() ? "," : ", ");
    newLine(depth);
  }

  private void close(boolean empty, int depth, char bracket) {
    if (!empty) newLine(depth);
    out.append(bracket);
  }

  private void newLine(int depth) {
    indent.ifPresent(blanks -> out.append('\n').append(blanks.repeat(depth)));
  }

  private void writeText(String text) {
    budget.spendLetters(text.length());
    out.append('"');
    for (int i = 0; i < text.length(); i++) writeLetter(text.charAt(i));
    out.append('"');
  }

  private void writeLetter(char letter) {
    switch (letter) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default ->
          out.append(letter < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) letter) : letter);
    }
  }
}
