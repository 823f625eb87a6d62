package io.viralstream.embedded.clickhouse.http;

import io.viralstream.embedded.clickhouse.chdb.Chdb;
import io.viralstream.embedded.clickhouse.chdb.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/// Connections for requests: a new one for each, or a session's own, which is kept.
final class Sessions implements AutoCloseable {

  private final Chdb engine;
  private final RequestLimits limits;
  private final InstantSource time;
  private final Map<String, Session> open = new HashMap<>();

  Sessions(Chdb engine, RequestLimits limits, InstantSource time) {
    this.engine = engine;
    this.limits = limits;
    this.time = time;
  }

  /// Lends a connection until the lease is closed.
  ///
  /// @throws RequestRefused if the session is in use, there are too many, or it had to be open and
  ///   is not
  Lease lease(Optional<SessionUse> use) {
    return use.map(this::ofSession).orElseGet(this::ofItsOwn);
  }

  private Lease ofItsOwn() {
    Connection connection = engine.open();
    return new Lease(connection, connection::close);
  }

  /// Two queries at once would mix their settings, so the second is refused as the real server
  /// does.
  private synchronized Lease ofSession(SessionUse use) {
    closeIdle();
    boolean known = open.containsKey(use.id());
    if (!known && use.mustExist()) {
      throw new RequestRefused(
          404, RequestRefused.SESSION_NOT_FOUND, "session_id: no such session is open");
    }
    if (!known && open.size() >= limits.sessions()) {
      throw new RequestRefused(
          503,
          RequestRefused.TOO_MANY_SIMULTANEOUS_QUERIES,
          "session_id: too many sessions are open");
    }
    Session session = open.computeIfAbsent(use.id(), any -> new Session(engine.open()));
    if (session.inUse) {
      throw new RequestRefused(
          423, RequestRefused.SESSION_IS_LOCKED, "session_id: another query uses it now");
    }
    session.inUse = true;
    session.idle = use.idle().orElse(limits.sessionIdle());
    return new Lease(session.connection, () -> giveBack(use, session));
  }

  private synchronized void giveBack(SessionUse use, Session session) {
    session.inUse = false;
    session.lastUsed = time.instant();
    if (use.close()) {
      open.remove(use.id());
      session.connection.close();
    }
  }

  /// Runs when a session is asked for: without requests nothing grows, so no clock need tick.
  private void closeIdle() {
    Instant now = time.instant();
    Iterator<Session> sessions = open.values().iterator();
    while (sessions.hasNext()) {
      Session session = sessions.next();
      Duration idle = Duration.between(session.lastUsed, now);
      if (!session.inUse && idle.compareTo(session.idle) > 0) {
        sessions.remove();
        session.connection.close();
      }
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(session -> session.connection.close());
    open.clear();
  }

  /// A connection for the length of one request.
  record Lease(Connection connection, Runnable giveBack) implements AutoCloseable {

    @Override
    public void close() {
      giveBack.run();
    }
  }

  /// A kept connection; its fields are guarded by the enclosing object.
  private final class Session {

    final Connection connection;
    boolean inUse;
    Duration idle = limits.sessionIdle();
    Instant lastUsed = time.instant();

    Session(Connection connection) {
      this.connection = connection;
    }
  }
}
