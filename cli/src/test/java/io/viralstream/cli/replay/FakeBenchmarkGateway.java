package io.viralstream.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.viralstream.schemas.ContentId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A gateway in memory that seals versions, and keeps recorded answers as ours does: the first of
/// each item counts. Pages have two rows.
public final class FakeBenchmarkGateway implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int PAGE = 2;

  private final HttpServer server;
  private final List<String> lines = new ArrayList<>();
  private final List<ObjectNode> sealed = new ArrayList<>();
  private final Map<String, TreeMap<String, ObjectNode>> items = new TreeMap<>(); // by name@version
  private final Map<String, Opened> evaluations = new TreeMap<>();
  private int answersUntilBreak = Integer.MAX_VALUE;

  /// One recorded evaluation.
  public static final class Opened {
    public final JsonNode request;
    public final String benchmark;
    public final TreeMap<String, String> answers = new TreeMap<>();
    public int received;
    boolean closed;

    Opened(JsonNode request) {
      this.request = request;
      this.benchmark = request.path("benchmark").asText();
    }
  }

  public FakeBenchmarkGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Seals a version that a client ingested; items as the gateway's listing has them, without ids.
  public synchronized String seal(String name, String version, String rule, ObjectNode... listed) {
    String reference = name + "@" + version;
    var known = new TreeMap<String, ObjectNode>();
    for (ObjectNode item : listed) known.put(put(reference, item), item);
    items.put(reference, known);
    summary(name, version, known.size(), rule).put("newest", true);
    return reference;
  }

  /// @param picture what the item's id has for a picture
  static ObjectNode item(
      String category, String sourceId, String picture, String question, String truth) {
    ObjectNode item = MAPPER.createObjectNode().put("category", category);
    item.put("questionId", sourceId).put("question", question).put("truth", truth);
    return item.put("picture", picture);
  }

  /// After so many answers the gateway refuses all that come, until it is told otherwise.
  public synchronized void breakAfter(int answers) {
    answersUntilBreak = answers;
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  public synchronized List<ObjectNode> sealed() {
    return List.copyOf(sealed);
  }

  public synchronized Opened only() {
    return evaluations.values().iterator().next();
  }

  public synchronized Opened evaluation(String id) {
    return Optional.ofNullable(evaluations.get(id)).orElseThrow();
  }

  /// An evaluation that is over, with the answers that it has.
  public synchronized void over(String id, String benchmark, Map<String, String> answers) {
    var old = new Opened(MAPPER.createObjectNode().put("benchmark", benchmark));
    old.answers.putAll(answers);
    old.closed = true;
    evaluations.put(id, old);
  }

  private String put(String reference, ObjectNode item) {
    int at = reference.indexOf('@');
    String id =
        ContentId.item(
            reference.substring(0, at),
            reference.substring(at + 1),
            item.path("category").asText(),
            item.path("questionId").asText(),
            item.path("picture").asText(),
            item.path("question").asText());
    item.put("id", id);
    return id;
  }

  private ObjectNode summary(String name, String version, int count, String rule) {
    ObjectNode summary = MAPPER.createObjectNode().put("name", name).put("version", version);
    summary.put("items", count).put("rule", rule);
    sealed.add(summary);
    return summary;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String[] path = uri.getPath().substring(1).split("/");
    lines.add(exchange.getRequestMethod() + " " + uri.getPath());
    Map<String, String> query = query(uri);
    boolean post = exchange.getRequestMethod().equals("POST");
    ObjectNode reply = MAPPER.createObjectNode();
    int status = 200;
    switch (path[1] + "/" + path.length + (post ? "+" : "")) {
      case "benchmarks/2" -> reply.putArray("benchmarks").addAll(sealed);
      case "benchmarks/4" -> page(reply, "items", listed(path[2], query), query);
      case "benchmarks/4+" -> status = benchmark(path, query, body, reply);
      case "evaluations/2+" -> open(MAPPER.readTree(body), reply);
      case "evaluations/3" -> view(path[2], reply);
      case "evaluations/4" -> page(reply, "answers", answers(path[2]), query);
      case "evaluations/4+" -> status = evaluation(path, body, reply);
      case "results/2" -> results(query, reply);
      default -> status = 404;
    }
    byte[] bytes = reply.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private int benchmark(String[] path, Map<String, String> query, String body, ObjectNode reply)
      throws IOException {
    if (path[3].equals("seal")) {
      JsonNode seal = MAPPER.readTree(body);
      summary(
              path[2],
              seal.path("version").asText(),
              seal.path("items").asInt(),
              seal.path("rule").asText())
          .put("unlisted", seal.path("unlisted").asBoolean());
      return 202;
    }
    String reference = path[2] + "@" + query.get("version");
    List<JsonNode> records = records(body);
    for (JsonNode line : records) {
      ObjectNode item =
          item(
              line.path("category").asText(),
              line.path("question_id").asText(),
              line.hasNonNull("image_name") ? "named " + line.path("image_name").asText() : "",
              line.path("text").asText(),
              line.path("label").asText());
      items.computeIfAbsent(reference, key -> new TreeMap<>()).put(put(reference, item), item);
    }
    reply.put("taken", records.size()).put("refused", 0).putArray("lines");
    return 202;
  }

  private List<ObjectNode> listed(String name, Map<String, String> query) {
    return List.copyOf(
        items.getOrDefault(name + "@" + query.get("version"), new TreeMap<>()).values());
  }

  private List<ObjectNode> answers(String id) {
    var rows = new ArrayList<ObjectNode>();
    evaluation(id)
        .answers
        .forEach((item, text) ->
            rows.add(MAPPER.createObjectNode().put("item", item).put("answer", text)));
    return rows;
  }

  private static void page(
      ObjectNode reply, String name, List<ObjectNode> rows, Map<String, String> query) {
    String after = query.getOrDefault("after", "");
    String key = name.equals("items") ? "id" : "item";
    List<ObjectNode> page =
        rows.stream()
            .filter(row -> row.path(key).asText().compareTo(after) > 0)
            .limit(PAGE)
            .toList();
    ArrayNode array = reply.putArray(name);
    page.forEach(array::add);
    if (page.size() == PAGE) reply.put("next", page.getLast().path(key).asText());
  }

  private void open(JsonNode request, ObjectNode reply) {
    String id = ContentId.of(request.toString().getBytes(StandardCharsets.UTF_8));
    evaluations.computeIfAbsent(id, key -> new Opened(request));
    view(id, reply);
  }

  private void view(String id, ObjectNode reply) {
    Opened one = evaluation(id);
    int count = items.getOrDefault(one.benchmark, new TreeMap<>()).size();
    int at = one.benchmark.indexOf('@');
    boolean whole = one.answers.size() == count;
    reply.put("id", id).put("benchmark", one.benchmark.substring(0, at));
    reply.put("version", one.benchmark.substring(at + 1)).put("items", count);
    reply.put("state", whole ? "complete" : one.closed ? "incomplete" : "running");
    reply.put("scored", one.answers.size()).put("missing", count - one.answers.size());
  }

  private int evaluation(String[] path, String body, ObjectNode reply) throws IOException {
    Opened one = evaluation(path[2]);
    if (path[3].equals("close")) {
      one.closed = true;
      view(path[2], reply);
      return 202;
    }
    if (answersUntilBreak <= 0) return 409;
    List<JsonNode> records = records(body);
    ArrayNode refusals = reply.putArray("lines");
    for (int line = 1; line <= records.size(); line++) {
      if (!take(one, records.get(line - 1))) {
        ObjectNode problem = refusals.addObject().put("line", line).putObject("problem");
        problem.put("title", "no such item").put("field", "item");
      }
    }
    reply.put("taken", records.size() - refusals.size()).put("refused", refusals.size());
    return 202;
  }

  private boolean take(Opened one, JsonNode answer) {
    String item = answer.path("item").asText();
    if (!items.getOrDefault(one.benchmark, new TreeMap<>()).containsKey(item)) return false;
    one.received++;
    answersUntilBreak--;
    one.answers.putIfAbsent(item, answer.path("answer").asText());
    return true;
  }

  private void results(Map<String, String> query, ObjectNode reply) {
    String id = Optional.ofNullable(query.get("evaluation")).orElseThrow();
    reply.putArray("evaluations").addObject().put("id", id).put("answered", 1_000_000);
  }

  private static Map<String, String> query(URI uri) {
    var query = new TreeMap<String, String>();
    String whole = Optional.ofNullable(uri.getQuery()).orElse("");
    for (String part : whole.isEmpty() ? new String[0] : whole.split("&"))
      query.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
    return query;
  }

  /// The lines of a form's one part.
  private static List<JsonNode> records(String form) throws IOException {
    int begin = form.indexOf("\r\n\r\n") + 4;
    var records = new ArrayList<JsonNode>();
    for (String line : form.substring(begin, form.indexOf("\r\n--", begin)).split("\n"))
      records.add(MAPPER.readTree(line));
    return records;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
