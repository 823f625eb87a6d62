package io.viralstream.embedded.clickhouse.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.viralstream.embedded.clickhouse.chdb.Chdb;
import io.viralstream.embedded.clickhouse.chdb.Connection;
import io.viralstream.embedded.clickhouse.chdb.QueryResult;
import io.viralstream.embedded.clickhouse.chdb.Statement;
import io.viralstream.embedded.process.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The engine's HTTP server, on loopback.
public final class EngineServer implements AutoCloseable {

  /// The engine parses and plans by recursion; the default stack of a thread is too small for it.
  private static final long STACK_BYTES = 8L << 20;

  private static final int BACKLOG = 128;
  private static final int STOP_SECONDS = 3;

  private final HttpServer server;
  private final Sessions sessions;

  /// Open as long as the server: the engine ends with its last connection. It reads statements,
  /// too.
  private final Connection keeper;

  private EngineServer(HttpServer server, Sessions sessions, Connection keeper) {
    this.server = server;
    this.sessions = sessions;
    this.keeper = keeper;
  }

  /// Starts the engine and listens.
  ///
  /// @param data the engine's folder, which no answer shows
  /// @param port 0 for any free one
  public static EngineServer start(
      Chdb engine, Path data, int port, RequestLimits limits, InstantSource time)
      throws IOException {
    Connection keeper = engine.open();
    Sessions sessions = new Sessions(engine, limits, time);
    ErrorReply errors = new ErrorReply(data.toString(), text("select version()", keeper));
    String timezone = text("select timezone()", keeper);
    HttpServer server = HttpServer.create(Loopback.at(port), BACKLOG);
    server.setExecutor(threads(limits));
    StatementReader reader = new StatementReader(keeper);
    server.createContext("/", new QueryHandler(sessions, reader, limits, errors, timezone, time));
    server.createContext("/ping", exchange -> ok(exchange, time));
    server.createContext("/replicas_status", exchange -> ok(exchange, time));
    server.start();
    return new EngineServer(server, sessions, keeper);
  }

  private static String text(String question, Connection connection) {
    byte[] sql = question.getBytes(StandardCharsets.UTF_8);
    try (QueryResult result = connection.query(new Statement(sql, "TabSeparated", Map.of()))) {
      return result.text().strip();
    }
  }

  /// What clients and the health check ask; it says that the engine is up, since the server starts
  /// after it.
  private static void ok(HttpExchange exchange, InstantSource time) throws IOException {
    new HttpReply(exchange, time).text(200, "Ok.\n");
  }

  /// A bounded pool with a bounded queue: past both the JDK's server drops the connection.
  private static ThreadPoolExecutor threads(RequestLimits limits) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory =
        work -> {
          Thread thread = new Thread(null, work, "query-" + number.incrementAndGet(), STACK_BYTES);
          thread.setDaemon(true);
          return thread;
        };
    return new ThreadPoolExecutor(
        limits.threads(),
        limits.threads(),
        1,
        TimeUnit.MINUTES,
        new ArrayBlockingQueue<>(limits.waiting()),
        factory);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// Lets running requests end for a moment, then closes the engine.
  @Override
  public void close() {
    server.stop(STOP_SECONDS);
    sessions.close();
    keeper.close();
  }
}
