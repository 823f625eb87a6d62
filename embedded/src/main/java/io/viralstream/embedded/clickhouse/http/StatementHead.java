package io.viralstream.embedded.clickhouse.http;

/// What a statement turns out to be, as far as the protocol must know.
sealed interface StatementHead {

  /// An INSERT with data behind it.
  ///
  /// @param sql the statement up to, not including, FORMAT or VALUES
  /// @param format of the data
  /// @param dataOffset the first byte of the data
  record InsertData(String sql, String format, int dataOffset) implements StatementHead {}

  /// A statement that returns rows and can be fetched piece by piece.
  record Rows() implements StatementHead {}

  /// KILL, which names its query by the client's id.
  record Kill() implements StatementHead {}

  /// Anything else: runs whole, returns whole.
  record Whole() implements StatementHead {}
}
