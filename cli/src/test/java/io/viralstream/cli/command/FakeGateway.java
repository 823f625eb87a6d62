package io.viralstream.cli.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server that answers each route with prepared replies, the last one again and again, and
/// remembers what it was sent.
final class FakeGateway implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Deque<Reply>> replies = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();

  /// @param retryAfter seconds; empty where the reply does not say
  private record Reply(int status, String body, Optional<Integer> retryAfter) {}

  private static final int BREAK_OFF = 0;

  record Request(String line, String body) {}

  FakeGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /// @param route method and path without its query, such as `POST /v1/samples`
  FakeGateway on(String route, int status, String body) {
    return prepare(route, new Reply(status, body, Optional.empty()));
  }

  /// A reply that says when to come back.
  FakeGateway full(String route, int retryAfter) {
    return prepare(route, new Reply(503, "{}", Optional.of(retryAfter)));
  }

  /// Takes a request and ends the connection without a word.
  FakeGateway breakOff(String route) {
    return prepare(route, new Reply(BREAK_OFF, "", Optional.empty()));
  }

  private synchronized FakeGateway prepare(String route, Reply reply) {
    replies.computeIfAbsent(route, key -> new ArrayDeque<>()).add(reply);
    return this;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    requests.add(new Request(exchange.getRequestMethod() + " " + exchange.getRequestURI(), body));
    String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    Deque<Reply> prepared =
        replies.getOrDefault(
            route, new ArrayDeque<>(List.of(new Reply(404, "{}", Optional.empty()))));
    Reply reply = prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst();
    if (reply.status() == BREAK_OFF) {
      exchange.close();
      return;
    }
    reply
        .retryAfter()
        .ifPresent(
            seconds -> exchange.getResponseHeaders().set("Retry-After", Integer.toString(seconds)));
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
