package io.viralstream.metrics;

import org.jspecify.annotations.Nullable;

/// ClickHouse answered and refused, which trying again may or may not help.
public final class ClickHouseException extends RuntimeException {
  private final int code;

  ClickHouseException(int code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// ClickHouse's own number of the error, such as 57 for a table that exists.
  public int code() {
    return code;
  }
}
