package io.viralstream.embedded.clickhouse.http;

import java.time.Duration;
import java.util.Optional;

/// What a request says about the session that it belongs to.
///
/// @param mustExist whether a session that is not open is an error
/// @param idle after which the session may be closed, if the client says
/// @param close whether the session ends with this request
record SessionUse(String id, boolean mustExist, Optional<Duration> idle, boolean close) {

  /// The real server's own limit where nothing else is configured.
  private static final long MAX_IDLE_SECONDS = 3600;

  /// @throws RequestRefused if a value is none that its name takes
  static Optional<SessionUse> of(UrlParameters url) {
    Optional<Duration> idle =
        url.number("session_timeout", MAX_IDLE_SECONDS).map(Duration::ofSeconds);
    boolean mustExist = url.isOn("session_check");
    boolean close = url.isOn("close_session");
    return url.value("session_id").map(id -> new SessionUse(id, mustExist, idle, close));
  }
}
