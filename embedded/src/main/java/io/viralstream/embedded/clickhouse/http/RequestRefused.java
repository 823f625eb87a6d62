package io.viralstream.embedded.clickhouse.http;

/// A request that is turned down before the engine sees it.
final class RequestRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// ClickHouse's numbers for what is refused here.
  static final int BAD_ARGUMENTS = 36;

  static final int NOT_IMPLEMENTED = 48;
  static final int INTO_OUTFILE_NOT_ALLOWED = 181;
  static final int READONLY = 164;
  static final int TOO_MANY_BYTES = 307;
  static final int SESSION_NOT_FOUND = 372;
  static final int SESSION_IS_LOCKED = 373;
  static final int CANNOT_DECOMPRESS = 271;
  static final int CHECKSUM_DOES_NOT_MATCH = 40;
  static final int TOO_MANY_SIMULTANEOUS_QUERIES = 202;

  private final int status;
  private final int code;
  private final String reason;

  /// @param status of HTTP
  /// @param code ClickHouse's number for the same
  /// @param message names the field and what was expected
  RequestRefused(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
    this.reason = message;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  int code() {
    return code;
  }
}
