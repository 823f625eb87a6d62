package io.viralstream.embedded.clickhouse.http;

/// Quotes what requests bring along, for the statements that this process makes itself.
final class SqlQuote {

  private SqlQuote() {}

  /// @return a string literal, e.g. `'it\'s'`
  static String text(String value) {
    return '\'' + value.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }

  /// @return a name in backticks
  static String name(String name) {
    return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }
}
