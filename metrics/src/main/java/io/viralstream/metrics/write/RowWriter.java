package io.viralstream.metrics.write;

import io.viralstream.metrics.ClickHouse;
import java.util.List;

/// Where rows go; called by several threads at once.
public interface RowWriter {

  /// Writes rows as one block; a second call with the same token changes nothing.
  ///
  /// @param columns names in the order of the values
  /// @param rows the values in RowBinary
  /// @param token names the block for ever
  /// @throws RuntimeException where it is not certain that the rows are there; the call is repeated
  void write(String table, List<String> columns, byte[] rows, String token);

  /// Writes into ClickHouse.
  static RowWriter into(ClickHouse clickHouse) {
    return clickHouse::insert;
  }
}
