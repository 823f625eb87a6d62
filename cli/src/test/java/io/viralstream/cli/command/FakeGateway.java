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

/// A server that answers each route with prepared replies, the last one again and again, and
/// remembers what it was sent.
final class FakeGateway implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Deque<Reply>> replies = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();

  record Reply(int status, String body) {}

  record Request(String line, String body) {}

  FakeGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /// @param route method and path without its query, such as `POST /v1/samples`
  FakeGateway on(String route, int status, String body) {
    replies.computeIfAbsent(route, key -> new ArrayDeque<>()).add(new Reply(status, body));
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
    var route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    var prepared = replies.getOrDefault(route, new ArrayDeque<>(List.of(new Reply(404, "{}"))));
    var reply = prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst();
    var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
