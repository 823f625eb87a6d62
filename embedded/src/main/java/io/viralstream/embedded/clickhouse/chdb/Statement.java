package io.viralstream.embedded.clickhouse.chdb;

import java.util.Map;

/// A statement to run.
///
/// @param sql its bytes, UTF-8 as far as it is text
/// @param format of the result where the statement names none
/// @param parameters values of `{name:Type}`, in ClickHouse's escaped text form
public record Statement(byte[] sql, String format, Map<String, String> parameters) {

  public Statement {
    parameters = Map.copyOf(parameters);
  }
}
