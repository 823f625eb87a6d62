package io.viralstream.cli.health;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.viralstream.embedded.process.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// `GET /livez` and `GET /readyz` on loopback: 200, or 503 with the reason; `GET /metrics`: the
/// role's own figures for Prometheus, if it has any.
///
/// Where a container's health check, or systemd, asks how the process is.
final class HealthPort implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HealthPort(HttpServer server, RoleHealth health, Supplier<String> figures) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", exchange -> reply(exchange, NOT_FOUND, "", "no such address"));
    server.createContext("/livez", exchange -> answer(exchange, "live", health::dead));
    server.createContext("/readyz", exchange -> answer(exchange, "ready", health::idle));
    server.createContext(
        "/metrics", exchange -> send(exchange, OK, PROMETHEUS_TEXT, figures.get()));
    server.start();
  }

  /// @param port 0 takes a free one
  /// @param figures in Prometheus' text format
  /// @throws IOException where the port is taken
  static HealthPort open(int port, RoleHealth health, Supplier<String> figures) throws IOException {
    return new HealthPort(HttpServer.create(Loopback.at(port), 0), health, figures);
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private static void answer(
      HttpExchange exchange, String question, Supplier<Optional<String>> fault) throws IOException {
    Optional<String> found = fault.get();
    reply(exchange, found.isEmpty() ? OK : UNAVAILABLE, question, found.orElse("ok"));
  }

  private static void reply(HttpExchange exchange, int status, String question, String reason)
      throws IOException {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (!question.isEmpty()) answer.put(question, status == OK);
    send(exchange, status, "application/json", answer.put("reason", reason).toString());
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
