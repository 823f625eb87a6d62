package io.viralstream.metrics;

/// ClickHouse does not answer; nothing is known to be wrong with the request.
public final class ClickHouseUnavailableException extends RuntimeException {
  public ClickHouseUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
