package io.viralstream.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A headless Chromium of its own, spoken to by its DevTools protocol.
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long MINUTES = 2; // only what hangs takes as long

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger numbers;
  private final Map<Integer, CompletableFuture<JsonNode>> replies;
  private final List<JsonNode> events;

  private Browser(Process process, WebSocket socket, Incoming incoming) {
    this.process = process;
    this.socket = socket;
    this.replies = incoming.replies;
    this.events = incoming.events;
    this.numbers = new AtomicInteger();
  }

  /// Where one is installed.
  static Optional<Path> installed() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return NAMES.stream()
        .flatMap(name -> Stream.of(path.split(":", -1)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// @param profile an empty folder
  static Browser start(Path program, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    try {
      var incoming = new Incoming();
      HttpClient http = HttpClient.newHttpClient();
      URI page = page(http, port(process, profile.resolve("DevToolsActivePort")));
      WebSocket socket =
          http.newWebSocketBuilder().buildAsync(page, incoming).get(MINUTES, TimeUnit.MINUTES);
      return new Browser(process, socket, incoming);
    } catch (Exception failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  private static int port(Process process, Path file) throws Exception {
    while (!Files.exists(file) || Files.readString(file).indexOf('\n') < 0) {
      if (!process.isAlive()) throw new IOException("chromium ended with " + process.exitValue());
      Thread.sleep(20);
    }
    return Integer.parseInt(Files.readString(file).lines().findFirst().orElseThrow());
  }

  private static URI page(HttpClient http, int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    while (true) {
      JsonNode targets =
          JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
      for (JsonNode target : targets) {
        if (target.path("type").asText().equals("page"))
          return URI.create(target.path("webSocketDebuggerUrl").asText());
      }
      Thread.sleep(20);
    }
  }

  /// What the browser says: replies by number, and events.
  private static final class Incoming implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        take(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void take(String text) {
      try {
        JsonNode json = JSON.readTree(text);
        if (json.has("id"))
          replies
              .computeIfAbsent(json.path("id").asInt(), number -> new CompletableFuture<>())
              .complete(json);
        else events.add(json);
      } catch (IOException bad) {
        throw new IllegalStateException(bad);
      }
    }
  }

  JsonNode call(String method, Object... parameters) throws Exception {
    int number = numbers.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", number).put("method", method);
    ObjectNode given = message.putObject("params");
    for (int i = 0; i < parameters.length; i += 2) {
      given.set(parameters[i].toString(), JSON.valueToTree(parameters[i + 1]));
    }
    CompletableFuture<JsonNode> reply =
        replies.computeIfAbsent(number, each -> new CompletableFuture<>());
    socket.sendText(message.toString(), true).get(MINUTES, TimeUnit.MINUTES);
    JsonNode said = reply.get(MINUTES, TimeUnit.MINUTES);
    if (said.has("error")) throw new IllegalStateException(method + ": " + said.get("error"));
    return said.path("result");
  }

  /// What a JavaScript expression comes to, as text.
  String value(String expression) throws Exception {
    return call("Runtime.evaluate", "expression", expression, "returnByValue", true)
        .path("result")
        .path("value")
        .asText();
  }

  /// Opens a file and waits until all of it is there.
  void open(Path file) throws Exception {
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) call(domain + ".enable");
    call("Page.navigate", "url", file.toUri().toString());
    while (!value("document.readyState + location.protocol").equals("completefile:")) {
      Thread.sleep(20);
    }
  }

  /// @param text that the key writes, or the empty string
  void press(String key, int code, String text) throws Exception {
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          "type",
          type,
          "key",
          key,
          "code",
          key,
          "windowsVirtualKeyCode",
          code,
          "text",
          type.equals("keyDown") ? text : "");
    }
  }

  List<JsonNode> events(String method) {
    return events.stream().filter(each -> each.path("method").asText().equals(method)).toList();
  }

  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList(); // before they lose their parent
    socket.abort();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }
}
