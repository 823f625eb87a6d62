package io.viralstream.embedded.clickhouse.chdb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An error that the engine reports, with ClickHouse's number for it.
public final class EngineException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final Pattern CODE = Pattern.compile("Code: (\\d+)");

  /// ClickHouse's number for errors that have no better one.
  private static final int UNKNOWN = 1002;

  private final int code;
  private final String reason;

  /// @param message the engine's own text; starts with `Code: N.`
  EngineException(String message) {
    super(message);
    this.reason = message;
    Matcher matcher = CODE.matcher(message);
    this.code = matcher.find() ? Integer.parseInt(matcher.group(1)) : UNKNOWN;
  }

  /// @return ClickHouse's error number, e.g. 60 for an unknown table
  public int code() {
    return code;
  }

  /// @return the engine's own text
  public String reason() {
    return reason;
  }
}
