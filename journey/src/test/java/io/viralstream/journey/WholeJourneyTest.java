package io.viralstream.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.cli.benchmark.BenchmarkUpload;
import io.viralstream.cli.benchmark.BenchmarkUpload.Registration;
import io.viralstream.cli.client.ArmComparison;
import io.viralstream.cli.client.ArmState;
import io.viralstream.cli.client.EvaluationRequest;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.client.FeedEndReceipt;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Multipart;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.client.ResultQuery;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.evaluation.EvaluationRun;
import io.viralstream.cli.feed.FeedUpload;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.cli.role.ArmText;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.stack.DataFolder;
import io.viralstream.cli.stack.Installation;
import io.viralstream.cli.stack.LocalStack;
import io.viralstream.cli.stack.StackPlan;
import io.viralstream.scenes.SceneFolder;
import io.viralstream.scenes.SceneSource;
import io.viralstream.scoring.BenchmarkRule;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journey on real parts: scenes through the gateway, two arms that train on them, answers that
/// are scored, and the rows that tell of it.
class WholeJourneyTest {
  private static final int SCENES = 20;
  private static final int BATCH = 8;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Console SILENT =
      new Console(nowhere(), nowhere(), false, InstantSource.system());

  @TempDir static Path folder;
  private static LocalStack stack;
  private static Gateway gateway;
  private static Path stream;
  private static Path questions;

  @BeforeAll
  static void startAndTrain() throws Exception {
    Path data = folder.resolve("data");
    var installation =
        new Installation(
            Stack.java(folder),
            Path.of("..").resolve("embedded/target/registry").toAbsolutePath().normalize(),
            Stack.library());
    var arms = List.of(ArmText.parse("viral,every=2"), ArmText.parse("baseline,every=2"));
    var plan = new StackPlan(DataFolder.at(data), Optional.of(0), Optional.empty(), arms);
    stack = LocalStack.start(plan, installation, Environment.of(Map.of("VIRAL_PARTITIONS", "2")));
    gateway = new Gateway(stack.endpoints().gateway(), Pause.real());
    stream = folder.resolve("stream");
    questions = folder.resolve("questions");
    new SceneFolder(stream).writeConversations(SceneSource.streamTraining(5).first(SCENES));
    new SceneFolder(questions).writeItems(SceneSource.streamHeldOut(5).first(8));
    sendStream();
    register();
  }

  @AfterAll
  static void stop() {
    if (stack != null) stack.close();
  }

  @Test
  void everySampleIsCountedInOneStepOfEachArm() throws Exception {
    for (String arm : List.of("viral", "baseline")) {
      String counted = "FROM train_samples WHERE arm = '" + arm + "'";
      awaitRows("SELECT count() " + counted, SCENES);
      awaitRows("SELECT uniqExact(sample_id, feed, pass) " + counted, SCENES);
      awaitRows("SELECT max(step) " + counted, Math.ceilDiv(SCENES, BATCH));
    }
  }

  @Test
  void bothArmsReadTheSamplesInOneOrder() throws Exception {
    awaitRows("SELECT count() FROM train_samples", 2 * SCENES);
    String orders =
        "SELECT uniqExact(ids) FROM (SELECT arm, groupArray(sample_id) AS ids"
            + " FROM (SELECT * FROM train_samples ORDER BY arm, task_offset) GROUP BY arm)";
    assertEquals("1", select(orders));
  }

  @Test
  void onlyTheArmWithLambdaHasAnAlignmentLoss() throws Exception {
    awaitRows("SELECT count() FROM train_steps", 2 * Math.ceilDiv(SCENES, BATCH));
    assertEquals("0", select("SELECT count(vra) FROM train_steps WHERE arm = 'baseline'"));
    assertEquals(
        "0", select("SELECT count() FROM train_steps WHERE arm = 'viral' AND vra IS NULL"));
  }

  @Test
  void aFeedThatIsSentAgainAddsNoSampleStepOrVersion() throws Exception {
    awaitRows("SELECT count() FROM samples", SCENES);
    String rows =
        "SELECT (SELECT count() FROM samples), (SELECT count() FROM train_steps),"
            + " (SELECT count() FROM checkpoints)";
    awaitRows("SELECT count() FROM train_steps", 2 * Math.ceilDiv(SCENES, BATCH));
    String before = select(rows);
    sendStream();
    assertEquals(before, select(rows));
  }

  @Test
  void resultsShowWhatTheRowsHold() throws Exception {
    EvaluationResult result = evaluated("viral");
    String where = " FROM scores WHERE evaluation = '" + result.id() + "'";
    assertEquals(Integer.toString(result.items()), select("SELECT count()" + where));
    assertEquals(Integer.toString(result.items()), select("SELECT uniqExact(item_id)" + where));
    for (String category : result.categories("generic")) {
      String only = category.equals("overall") ? "" : " AND category = '" + category + "'";
      double rows = Double.parseDouble(select("SELECT avg(correct)" + where + only));
      double shown = result.figure("generic", category, "accuracy").orElseThrow().value();
      assertEquals(rows, shown, 1e-9, category);
    }
  }

  @Test
  void resultsCompareTheArmsOnTheSameItems() throws Exception {
    EvaluationResult first = evaluated("viral");
    EvaluationResult second = evaluated("baseline");
    ResultQuery query = ResultQuery.ofBenchmark("small");
    ArmComparison pair = gateway.results(query).comparisons().getFirst();
    assertEquals(first.items(), pair.count("items"));
    assertEquals(
        Set.of(first.model(), second.model()), Set.of(pair.text("first"), pair.text("second")));
  }

  @Test
  void anEvaluationThatIsAskedAgainIsTheSameOne() throws Exception {
    assertEquals(evaluated("baseline").id(), evaluated("baseline").id());
  }

  @Test
  void aLiveQuestionIsAnsweredByTheVersionItNames() throws Exception {
    ArmState newest =
        gateway.arms().stream().filter(arm -> arm.name().equals("viral")).findFirst().orElseThrow();
    JsonNode reply = post("/v1/ask", question().put("model", newest.newest()).toString());
    assertEquals(newest.newest(), reply.path("model").asText());
    awaitRows("SELECT count() FROM asked WHERE id = '" + reply.path("id").asText() + "'", 1);
  }

  @Test
  void aQuestionWithoutAModelIsRefusedWhereThereAreTwoArms() throws Exception {
    JsonNode problem = post("/v1/ask", question().toString());
    assertEquals(422, problem.path("status").asInt());
    assertEquals("model", problem.path("field").asText());
  }

  @Test
  void anAnalysisIsThereOnceThoughItIsPostedTwice() throws Exception {
    String address = posted("a".repeat(64), analysed("7", "'value':0.25"), 2);

    JsonNode found = get(address);
    assertEquals(1, found.path("analysis").path("items").asInt());
    assertEquals(
        JSON.readTree(
            """
            [{"measure":"cknna.encoder","layer":1,"head":null,"items":1,"values":1,"mean":0.25,
            "missing":[]},{"measure":"entropy","layer":1,"head":0,"items":1,"values":0,"mean":null,
            "missing":[{"reason":"no component","items":1}]}]
            """),
        found.path("measures"));
    assertEquals(
        "a".repeat(64),
        get("/v1/analyses?model=viral-8&limit=1").path("analyses").get(0).path("id").asText());
  }

  @Test
  void theFiguresOfAnAnalysisAreReadPageAfterPage() throws Exception {
    String lines = analysed("7/1", "'value':0.25") + analysed("7/2", "'reason':'too few'");
    String address = posted("b".repeat(64), lines, 1);

    for (String list : List.of("/figures", "")) {
      String name = list.isEmpty() ? "measures" : "figures";
      var paged = new ArrayList<JsonNode>();
      JsonNode page = get(address + list + "?limit=1");
      while (page.hasNonNull("next")) {
        page.path(name).forEach(paged::add);
        page = get(address + list + "?limit=1&after=" + page.path("next").asText());
      }
      var whole = new ArrayList<JsonNode>();
      get(address + list).path(name).forEach(whole::add);
      assertEquals(whole, paged);
      assertEquals(list.isEmpty() ? 2 : 4, whole.size());
    }
    assertEquals(2, get(address + "/figures?measure=entropy").path("figures").size());
  }

  @Test
  void nothingBecameADeadLetter() throws Exception {
    evaluated("viral");
    assertEquals("0", select("SELECT count() FROM dead_letters"));
  }

  /// An item with two figures, in single quotes.
  @Test
  void anAnalysisThatIsMadeAgainAddsNoRow() throws Exception {
    String version = evaluated("viral").model();
    String[] words = {
      "analyse",
      "--data",
      folder.resolve("data").toString(),
      "--version",
      version,
      "--benchmark",
      "small",
      "--items",
      "3",
      "--measure",
      "cknna,margin",
      "--json",
      "--out",
      ""
    };
    String rows = "SELECT count() FROM analysis_figures WHERE model = '" + version + "'";
    for (String out : List.of("analysis", "analysis again")) {
      words[words.length - 1] = folder.resolve(out).toString();
      CommandRun run = CommandRun.run(words);
      assertEquals(0, run.code(), run.out());
      assertEquals(version, run.json().path("analyses").get(0).path("model").asText());
      awaitRows(
          rows, 3 * (2 * 5 + 1)); // CKNNA with encoder and teacher of layers 0 to 4, and a margin
    }
  }

  @Test
  void aReportShowsBothArmsWithTheirPicturesAndCurves() throws Exception {
    String first = evaluated("viral").model();
    String second = evaluated("baseline").model();
    Path out = folder.resolve("report");
    CommandRun run =
        CommandRun.run(
            "report",
            "--data",
            folder.resolve("data").toString(),
            "--versions",
            first + "," + second,
            "--benchmark",
            "small",
            "--items",
            "3",
            "--scenes",
            "6",
            "--json",
            "--out",
            out.toString());
    assertEquals(0, run.code(), run.out());
    Path page = Path.of(run.json().path("report").asText());
    String html = Files.readString(page);
    assertTrue(html.contains(first + " and " + second + " on small"), html.substring(0, 2_000));
    for (String shown :
        List.of("cknna.teacher by layer", "probe.colour by layer", "overall accuracy by training"))
      assertTrue(html.contains(shown), shown);
    assertTrue(html.contains("data:image/png;base64,"));
    assertTrue(Files.exists(out.resolve("charts/1-cknna.teacher.png")));
  }

  private static String analysed(String item, String encoder) {
    return "{'analysis':'ID','model':'viral-8','modelHash':'%s','data':'scenes','item':'%s',"
            .formatted("c".repeat(64), item)
        + "'question':'Is it red?','settings':'k=10','figures':[{'measure':'cknna.encoder',"
        + "'layer':1,%s},{'measure':'entropy','layer':1,'head':0,'reason':'no component'}]}\n"
            .formatted(encoder);
  }

  /// The address of an analysis, once its items are stored.
  private static String posted(String id, String lines, int times) throws Exception {
    String json = lines.replace('\'', '"').replace("ID", id);
    int items = Math.toIntExact(json.lines().count());
    for (int time = 0; time < times; time++)
      assertEquals(
          items,
          gateway
              .analyses(
                  new Multipart("x" + time).text("analyses", json.getBytes(StandardCharsets.UTF_8)))
              .taken());
    awaitRows("SELECT uniqExact(item) FROM analysis_items WHERE analysis = '" + id + "'", items);
    return "/v1/analyses/" + id;
  }

  private static EvaluationResult evaluated(String arm) throws Exception {
    var request = new EvaluationRequest("small", Optional.empty(), Optional.of(arm));
    EvaluationRun.Outcome outcome = new EvaluationRun(gateway, Pause.real(), SILENT).of(request);
    assertTrue(outcome.state().flawless(), outcome.state().toString());
    return outcome.results().getFirst();
  }

  private static void sendStream() throws Exception {
    new FeedUpload(gateway, Pause.real(), SILENT)
        .send(stream.resolve(SceneFolder.CONVERSATIONS), new ImageFolder(stream), "scenes", 1);
    FeedEndReceipt end = gateway.end("scenes");
    Waiting.until("both arms cover the feed", () -> gateway.ending(end).complete());
  }

  private static void register() throws Exception {
    new BenchmarkUpload(gateway, Pause.real(), SILENT)
        .register(
            questions.resolve(SceneFolder.ITEMS),
            new ImageFolder(questions),
            new Registration("small", false, BenchmarkRule.GENERIC));
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode question() throws Exception {
    try (Stream<Path> files = Files.walk(questions)) {
      Path picture =
          files.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow();
      String url =
          "data:image/png;base64,"
              + Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
      return JSON.createObjectNode().put("image", url).put("question", "Is there a red circle?");
    }
  }

  private static JsonNode get(String path) throws Exception {
    var uri = URI.create(stack.endpoints().gateway() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).GET().build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), response.body());
    return JSON.readTree(response.body());
  }

  private static JsonNode post(String path, String body) throws Exception {
    var uri = URI.create(stack.endpoints().gateway() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  private static String select(String sql) throws Exception {
    var uri = URI.create(stack.endpoints().clickhouse() + "/?database=viral");
    HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(sql)).build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), response.body());
    return response.body().strip();
  }

  /// Rows come a moment after their records.
  private static void awaitRows(String sql, long expected) throws Exception {
    Waiting.until(sql + " is " + expected, () -> select(sql).equals(Long.toString(expected)));
  }

  private static PrintStream nowhere() {
    return new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
  }
}
