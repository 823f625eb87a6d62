package io.viralstream.metrics;

/// The value of one `{name:Type}` of a query.
public record Binding(String name, String value) {

  public static Binding of(String name, String value) {
    return new Binding(name, value);
  }

  public static Binding of(String name, long value) {
    return new Binding(name, Long.toString(value));
  }
}
