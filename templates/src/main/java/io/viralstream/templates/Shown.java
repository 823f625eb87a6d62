package io.viralstream.templates;

import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/// Values as Python writes them.
final class Shown {
  private Shown() {}

  /// As `{{ value }}` and `~` write it.
  static String text(Value value, Budget budget) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Undefined ignored -> "";
      case Value.Whole(long number) -> Long.toString(number);
      case Value.Real(double number) -> real(number);
      case Value.Truth(boolean holds) -> holds ? "True" : "False";
      case Value.None ignored -> "None";
      case Value.Items list -> list(list, budget);
      case Value.Dictionary map -> dictionary(map.entries(), budget);
      case Value.Space ignored -> "<namespace>";
      case Value.Turn ignored -> "<loop>";
      case Value.Function(String name, Value.Body ignored) -> "<function " + name + ">";
    };
  }

  private static String list(Value.Items list, Budget budget) {
    budget.spend(list.items().size());
    return list.items().stream()
        .map(item -> part(item, budget))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String dictionary(Map<Value, Value> entries, Budget budget) {
    budget.spend(entries.size());
    return entries.entrySet().stream()
        .map(entry -> entry(entry, budget))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String entry(Entry<Value, Value> entry, Budget budget) {
    return part(entry.getKey(), budget) + ": " + part(entry.getValue(), budget);
  }

  /// As it stands inside a list: texts have quotes.
  private static String part(Value value, Budget budget) {
    if (!(value instanceof Value.Text(String text))) {
      String shown = text(value, budget);
      budget.spendLetters(shown.length());
      return shown;
    }
    budget.spendLetters(text.length());
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder quoted = new StringBuilder().append(quote);
    text.codePoints().forEach(letter -> appendQuoted(quoted, letter, quote));
    return quoted.append(quote).toString();
  }

  private static void appendQuoted(StringBuilder quoted, int letter, char quote) {
    switch (letter) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '\\' -> quoted.append("\\\\");
      default -> {
        if (letter == quote) quoted.append('\\');
        if (letter < ' ' || letter == 0x7f)
          quoted.append(String.format(Locale.ROOT, "\\x%02x", letter));
        else quoted.appendCodePoint(letter);
      }
    }
  }

  /// Python's shortest digits: 1.0, 1e+16, 1e-05.
  static String real(double number) {
    if (Double.isNaN(number)) return "nan";
    if (Double.isInfinite(number)) return number > 0 ? "inf" : "-inf";
    double size = Math.abs(number);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      String shown = Double.toString(number).replace(".0E", "e").replace('E', 'e');
      return shown.replaceFirst("e(\\d)", "e+$1").replaceFirst("e([+-])(\\d)$", "e$10$2");
    }
    String plain = new java.math.BigDecimal(Double.toString(number)).toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}
