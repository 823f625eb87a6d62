package io.viralstream.embedded.clickhouse.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Reads a type's name, such as `Map(LowCardinality(String), Array(Nullable(DateTime64(3))))`.
final class NativeTypeName {

  private static final int DEPTH = 100;

  private static final Map<String, Integer> WIDTHS =
      Map.ofEntries(
          Map.entry("Bool", 1),
          Map.entry("Int8", 1),
          Map.entry("UInt8", 1),
          Map.entry("Enum8", 1),
          Map.entry("Nothing", 1),
          Map.entry("Int16", 2),
          Map.entry("UInt16", 2),
          Map.entry("Enum16", 2),
          Map.entry("BFloat16", 2),
          Map.entry("Date", 2),
          Map.entry("Int32", 4),
          Map.entry("UInt32", 4),
          Map.entry("Float32", 4),
          Map.entry("Date32", 4),
          Map.entry("DateTime", 4),
          Map.entry("Time", 4),
          Map.entry("IPv4", 4),
          Map.entry("Int64", 8),
          Map.entry("UInt64", 8),
          Map.entry("Float64", 8),
          Map.entry("DateTime64", 8),
          Map.entry("Time64", 8),
          Map.entry("Int128", 16),
          Map.entry("UInt128", 16),
          Map.entry("UUID", 16),
          Map.entry("IPv6", 16),
          Map.entry("Int256", 32),
          Map.entry("UInt256", 32));

  private static final Map<String, String> SHAPES =
      Map.of(
          "Point", "Tuple(Float64, Float64)",
          "Ring", "Array(Point)",
          "LineString", "Array(Point)",
          "Polygon", "Array(Ring)",
          "MultiLineString", "Array(LineString)",
          "MultiPolygon", "Array(Polygon)");

  private NativeTypeName() {}

  /// @throws RequestRefused if the values of the type cannot be stepped over
  static NativeType read(String name) {
    return read(name.strip(), 0);
  }

  private static NativeType read(String name, int depth) {
    int bracket = name.indexOf('(');
    String family = bracket < 0 ? name : name.substring(0, bracket);
    if (depth > DEPTH) {
      throw unknown(name);
    }
    if (WIDTHS.containsKey(family)) {
      return new NativeType.Fixed(WIDTHS.get(family));
    }
    if (SHAPES.containsKey(name)) {
      return read(SHAPES.get(name), depth + 1);
    }
    if (family.startsWith("Interval")) {
      return new NativeType.Fixed(Long.BYTES);
    }
    if (name.equals("String")) {
      return new NativeType.Text();
    }
    return composed(name, family, arguments(name, bracket), depth + 1);
  }

  private static NativeType composed(
      String name, String family, List<String> arguments, int depth) {
    if (arguments.isEmpty()) {
      throw unknown(name);
    }
    String first = arguments.getFirst();
    return switch (Family.of(family)) {
      case FIXED_STRING -> new NativeType.Fixed(Integer.parseInt(first));
      case DECIMAL -> new NativeType.Fixed(decimalWidth(Integer.parseInt(first)));
      case NULLABLE -> new NativeType.Nullable(read(first, depth));
      case ARRAY -> new NativeType.Array(read(first, depth));
      case MAP -> new NativeType.Array(new NativeType.Tuple(all(arguments, depth)));
      case TUPLE -> new NativeType.Tuple(all(elements(arguments), depth));
      case NESTED -> new NativeType.Array(new NativeType.Tuple(all(elements(arguments), depth)));
      case LOW_CARDINALITY -> new NativeType.LowCardinality(read(key(first), depth));
      case SIMPLE_AGGREGATE_FUNCTION -> read(arguments.getLast(), depth);
      case VARIANT -> new NativeType.Variant(all(arguments, depth));
      case UNKNOWN -> throw unknown(name);
    };
  }

  private static List<NativeType> all(List<String> names, int depth) {
    return names.stream().map(name -> read(name, depth)).toList();
  }

  private static int decimalWidth(int digits) {
    if (digits <= 9) {
      return 4;
    }
    if (digits <= 18) {
      return 8;
    }
    return digits <= 38 ? 16 : 32;
  }

  private static String key(String value) {
    String nullable = "Nullable(";
    return value.startsWith(nullable)
        ? value.substring(nullable.length(), value.length() - 1)
        : value;
  }

  /// Elements may be named: `a Int8` is an Int8.
  private static List<String> elements(List<String> arguments) {
    return arguments.stream().map(argument -> split(argument, ' ').getLast()).toList();
  }

  private static List<String> arguments(String name, int bracket) {
    if (bracket < 0 || !name.endsWith(")")) {
      return List.of();
    }
    return split(name.substring(bracket + 1, name.length() - 1), ',').stream()
        .map(String::strip)
        .filter(argument -> !argument.isEmpty())
        .toList();
  }

  /// Splits where the separator stands outside of brackets and quotes.
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        i += c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
        continue;
      }
      switch (c) {
        case '\'', '`', '"' -> quote = c;
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {
          if (c == separator && depth == 0) {
            parts.add(text.substring(start, i));
            start = i + 1;
          }
        }
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static RequestRefused unknown(String name) {
    return new RequestRefused(
        501,
        RequestRefused.NOT_IMPLEMENTED,
        "client_protocol_version: type " + name + " cannot be sent as Native for it");
  }

  /// The types that are made of others.
  private enum Family {
    FIXED_STRING("FixedString"),
    DECIMAL("Decimal"),
    NULLABLE("Nullable"),
    ARRAY("Array"),
    MAP("Map"),
    TUPLE("Tuple"),
    NESTED("Nested"),
    LOW_CARDINALITY("LowCardinality"),
    SIMPLE_AGGREGATE_FUNCTION("SimpleAggregateFunction"),
    VARIANT("Variant"),
    UNKNOWN("");

    private final String word;

    Family(String word) {
      this.word = word;
    }

    static Family of(String word) {
      return Arrays.stream(values())
          .filter(family -> family.word.equals(word))
          .findFirst()
          .orElse(UNKNOWN);
    }
  }
}
