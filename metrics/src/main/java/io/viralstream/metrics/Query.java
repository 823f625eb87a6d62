package io.viralstream.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The text of one `.sql` resource, whose values are bound as `{name:Type}`.
public record Query(String sql) {

  /// The query of a resource.
  ///
  /// @param owner a class in the package of the resource
  /// @param name the file's name without its ending
  /// @throws IllegalStateException where the build holds no such file
  public static Query of(Class<?> owner, String name) {
    try (InputStream stream = owner.getResourceAsStream(name + ".sql")) {
      if (stream == null) throw new IllegalStateException("no resource " + name + ".sql");
      return new Query(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The value of one `{name:Type}` of a query.
  public record Binding(String name, String value) {

    public static Binding of(String name, String value) {
      return new Binding(name, value);
    }

    public static Binding of(String name, long value) {
      return new Binding(name, Long.toString(value));
    }
  }
}
