package io.viralstream.gateway.problem;

import java.util.Optional;

/// What a client is told where ClickHouse refuses, by ClickHouse's number of the error: what
/// passes, or what somebody has to do before it does. Any other number is a bug of ours.
final class StoreRefusal {
  private StoreRefusal() {}

  static Optional<String> of(int code) {
    return switch (code) {
      // UNKNOWN_TABLE, UNKNOWN_DATABASE
      case 60, 81 -> Optional.of("the store has no tables yet: a sink makes them when it starts");
      // THERE_IS_NO_COLUMN, UNKNOWN_IDENTIFIER
      case 8, 47 ->
          Optional.of(
              "the store's tables are older than this gateway: start a sink of its version");
      // WRONG_PASSWORD, UNKNOWN_USER, ACCESS_DENIED, AUTHENTICATION_FAILED
      case 193, 192, 497, 516 -> Optional.of("the store does not let this gateway in");
      // TOO_MANY_ROWS, TIMEOUT_EXCEEDED, TOO_SLOW, CANNOT_ALLOCATE_MEMORY, QUOTA_EXCEEDED,
      // TOO_MANY_SIMULTANEOUS_QUERIES, SOCKET_TIMEOUT, NETWORK_ERROR, ABORTED,
      // MEMORY_LIMIT_EXCEEDED, TABLE_IS_READ_ONLY, NOT_ENOUGH_SPACE, ALL_CONNECTION_TRIES_FAILED,
      // TOO_MANY_BYTES, QUERY_WAS_CANCELLED, CANNOT_SCHEDULE_TASK, KEEPER_EXCEPTION
      case 158, 159, 160, 173, 201, 202, 209, 210, 236, 241, 242, 243, 279, 307, 394, 439, 999 ->
          Optional.of("the store is out of time, room or memory for this");
      default -> Optional.empty();
    };
  }
}
