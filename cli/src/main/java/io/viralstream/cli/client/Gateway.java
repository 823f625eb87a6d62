package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A running gateway, one method for each thing that the command line asks of it.
///
/// Every method throws [Refused] where the gateway answers with a problem, and [Unreachable] where
/// nothing answers.
public final class Gateway {
  private static final int PAGE = 1_000;

  private final GatewayHttp http;

  public Gateway(URI base, Pause pause) {
    this.http = new GatewayHttp(base, pause);
  }

  public BatchReply samples(String feed, int pass, Multipart batch) throws InterruptedException {
    return batch("/v1/samples?feed=" + encoded(feed) + "&pass=" + pass, batch);
  }

  public BatchReply items(String benchmark, String version, Multipart batch)
      throws InterruptedException {
    return batch("/v1/benchmarks/" + encoded(benchmark) + "/items?version=" + version, batch);
  }

  /// A batch of which no line was taken is refused as a whole, and still says why line by line.
  private BatchReply batch(String path, Multipart batch) throws InterruptedException {
    HttpRequest request =
        http.request(path).header("Content-Type", batch.contentType()).POST(batch.body()).build();
    return BatchReply.of(http.sendBatch(request));
  }

  public FeedEndReceipt end(String feed) throws InterruptedException {
    return FeedEndReceipt.of(post("/v1/feeds/" + encoded(feed) + "/end", ""));
  }

  /// Ends it, and has the learning rate of arms that learn it fall to 0 over so many steps.
  public FeedEndReceipt end(String feed, int decay) throws InterruptedException {
    return FeedEndReceipt.of(post("/v1/feeds/" + encoded(feed) + "/end?decay=" + decay, ""));
  }

  public FeedCoverage ending(FeedEndReceipt end) throws InterruptedException {
    String arms =
        end.arms().stream().map(arm -> "arm=" + encoded(arm)).collect(Collectors.joining("&"));
    return FeedCoverage.of(
        get("/v1/feeds/" + encoded(end.feed()) + "/ends/" + encoded(end.id()) + "?" + arms));
  }

  public JsonNode seal(SealRequest seal) throws InterruptedException {
    return post("/v1/benchmarks/" + encoded(seal.benchmark()) + "/seal", seal.json().toString());
  }

  public EvaluationState evaluate(EvaluationRequest request) throws InterruptedException {
    return EvaluationState.of(post("/v1/evaluations", request.json().toString()));
  }

  public EvaluationState evaluation(String id) throws InterruptedException {
    return EvaluationState.of(get("/v1/evaluations/" + encoded(id)));
  }

  /// Opens an evaluation of recorded answers, or one that was left incomplete again.
  public EvaluationState open(RecordedRequest request) throws InterruptedException {
    return EvaluationState.of(post("/v1/evaluations", request.json().toString()));
  }

  public BatchReply answers(String evaluation, Multipart batch) throws InterruptedException {
    return batch("/v1/evaluations/" + encoded(evaluation) + "/answers", batch);
  }

  /// What was measured of items, in the part `analyses`.
  public BatchReply analyses(Multipart batch) throws InterruptedException {
    return batch("/v1/analyses", batch);
  }

  /// Says that no more answers come.
  public EvaluationState close(String evaluation) throws InterruptedException {
    return EvaluationState.of(post("/v1/evaluations/" + encoded(evaluation) + "/close", ""));
  }

  /// The first answers of an evaluation that is over, in the order of their items' ids.
  public Pages<KnownAnswer> answers(String evaluation) {
    String path = "/v1/evaluations/" + encoded(evaluation) + "/answers?limit=" + PAGE;
    return new Pages<>(after -> get(path + after(after)), "answers", KnownAnswer::of);
  }

  /// All items of a sealed version, in the order of their ids.
  public Pages<KnownItem> items(String benchmark, String version) {
    String path =
        "/v1/benchmarks/" + encoded(benchmark) + "/items?version=" + version + "&limit=" + PAGE;
    return new Pages<>(after -> get(path + after(after)), "items", KnownItem::of);
  }

  private static String after(Optional<String> id) {
    return id.map(last -> "&after=" + encoded(last)).orElse("");
  }

  /// Every sealed version of every benchmark.
  public List<BenchmarkSummary> benchmarks() throws InterruptedException {
    var benchmarks = new ArrayList<BenchmarkSummary>();
    get("/v1/benchmarks")
        .path("benchmarks")
        .forEach(benchmark -> benchmarks.add(BenchmarkSummary.of(benchmark)));
    return List.copyOf(benchmarks);
  }

  /// A sealed version by its reference: NAME for the newest, or NAME@VERSION.
  public Optional<BenchmarkSummary> benchmark(String reference) throws InterruptedException {
    return benchmarks().stream()
        .filter(each ->
            reference.contains("@")
                ? each.reference().equals(reference)
                : each.newest() && each.name().equals(reference))
        .findFirst();
  }

  /// With how many sequences together the answers of an evaluation ran, smallest first.
  public List<BatchCount> batches(String evaluation) throws InterruptedException {
    return BatchCount.of(get("/v1/evaluations/" + encoded(evaluation) + "/batches"));
  }

  public void cancel(String id) throws InterruptedException {
    http.send(http.request("/v1/evaluations/" + encoded(id)).DELETE().build());
  }

  public Results results(ResultQuery query) throws InterruptedException {
    return Results.of(get("/v1/results?" + query.query()));
  }

  public PrequentialReply prequential(PrequentialRequest request) throws InterruptedException {
    return new PrequentialReply(get("/v1/prequential?" + request.query()));
  }

  /// Dead letters by kind, and the newest of them, as the gateway tells of them.
  public JsonNode deadLetters(DeadLetterQuery query, int limit) throws InterruptedException {
    String filter = query.isEmpty() ? "" : "&" + query.query();
    return get("/v1/dead-letters?limit=" + limit + filter);
  }

  public JsonNode deadLetter(String id) throws InterruptedException {
    return get("/v1/dead-letters/" + encoded(id));
  }

  /// @param request letters by id, or a page of a selection
  public JsonNode resend(ObjectNode request) throws InterruptedException {
    return post("/v1/dead-letters/resend", request.toString());
  }

  /// The state of everything, as the gateway tells it.
  public JsonNode status() throws InterruptedException {
    return get("/v1/status");
  }

  public List<ArmState> arms() throws InterruptedException {
    var arms = new ArrayList<ArmState>();
    get("/v1/arms").path("arms").forEach(arm -> arms.add(ArmState.of(arm)));
    return List.copyOf(arms);
  }

  private JsonNode get(String path) throws InterruptedException {
    return http.send(http.request(path).GET().build());
  }

  private JsonNode post(String path, String json) throws InterruptedException {
    return http.send(
        http.request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// No gateway answers at an address.
  public static final class Unreachable extends RuntimeException {
    Unreachable(URI base, @Nullable Throwable cause) {
      super(
          "no gateway answers at "
              + base
              + "; start one with `viral up`, or name it with --gateway",
          cause);
    }
  }

  /// A gateway's problem as an exception: it understood the request and will not serve it.
  public static final class Refused extends RuntimeException {
    private final Problem problem;

    public Refused(Problem problem) {
      super(problem.sentence());
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }
}
