package io.viralstream.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.benchmark.BenchmarkUpload;
import io.viralstream.cli.benchmark.BenchmarkUpload.Registration;
import io.viralstream.cli.client.ArmState;
import io.viralstream.cli.client.EvaluationRequest;
import io.viralstream.cli.client.FeedEndReceipt;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.evaluation.EvaluationRun;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.cli.role.ArmText;
import io.viralstream.cli.role.RunningTrain;
import io.viralstream.cli.role.WorkerTools;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.cli.stack.DataFolder;
import io.viralstream.cli.stack.Installation;
import io.viralstream.cli.stack.LocalStack;
import io.viralstream.cli.stack.StackPlan;
import io.viralstream.journey.guarantees.CommittedRecords;
import io.viralstream.journey.guarantees.CountedOnce;
import io.viralstream.journey.guarantees.InOrderPerArm;
import io.viralstream.journey.guarantees.NothingLost;
import io.viralstream.journey.guarantees.SameBits;
import io.viralstream.journey.guarantees.ScoredOnce;
import io.viralstream.journey.guarantees.SentEvents;
import io.viralstream.scenes.SceneFolder;
import io.viralstream.scenes.SceneSource;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.workers.kafka.ConnectedClients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Two arms train LoRA on a tiny published LLaVA, one of them towards a tiny DINOv2 whose features
/// lie on disk, while workers and broker are killed. Two more of the same settings learn the same
/// stream with nobody killed and nothing on disk. It runs with `./viral test --all`, for its time.
@Tag("long")
class KilledRecipesJourneyTest {
  private static final Path GOLDEN =
      Path.of("../models/src/test/resources/io/viralstream/models/golden")
          .toAbsolutePath()
          .normalize();
  private static final String RECIPE = ",recipe=stage2,rank=2,batch=4,every=3,rate=0.01,warmup=0";
  private static final String ALIGNED = RECIPE + ",width=8,features=f16";
  private static final String ALONE = RECIPE + ",lambda=0";

  /// Each arm that is killed, with its like that is not.
  private static final Map<String, String> STEADY =
      Map.of("viral", "steady", "baseline", "steady-baseline");

  private static final Logger LOG = LoggerFactory.getLogger(KilledRecipesJourneyTest.class);

  /// Eight steps, in the middle of which a kill comes.
  private static final int LONG = 32;

  private static final int SHORT = 10;
  private static final int MOST_MILLIS = 300;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Console SILENT =
      new Console(nowhere(), nowhere(), false, InstantSource.system());

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static final SentEvents SENT = new SentEvents();

  /// To one question, of step 0 and of the newest version.
  private static final List<String> ANSWERS = new ArrayList<>();

  private static LocalStack stack;
  private static Gateway gateway;
  private static CommittedRecords arrived;
  private static int scenes;

  @BeforeAll
  static void trainAndKill() throws Exception {
    var installation = new Installation(Stack.java(folder), Stack.registryHome(), Stack.library());
    var arms = List.of(ArmText.parse("viral" + ALIGNED), ArmText.parse("baseline" + ALONE));
    var plan =
        new StackPlan(
            DataFolder.at(folder.resolve("data")), Optional.of(0), Optional.empty(), arms);
    var environment =
        Environment.of(
            Map.of(
                "VIRAL_PARTITIONS",
                "2",
                "VIRAL_MODEL",
                GOLDEN.resolve("llava-vicuna-clip").toString(),
                "VIRAL_TEACHER",
                GOLDEN.resolve("dinov2").toString(),
                "VIRAL_FEATURE_FOLDER",
                folder.resolve("features").toString()));
    stack = LocalStack.start(plan, installation, environment);
    gateway = new Gateway(stack.endpoints().gateway(), Pause.real());
    sendAndKill();
    FeedEndReceipt end = gateway.end("scenes");
    Waiting.until("both arms cover the feed", () -> gateway.ending(end).complete());
    learnSteadily(end.id());
    evaluateAndAsk();
    arrived = committed();
  }

  @AfterAll
  static void stop() {
    if (stack != null) stack.close();
  }

  @Test
  void everyGuaranteeHoldsAndNothingBecameADeadLetter() throws Exception {
    assertEquals(List.of(), arrived.deadLetters());
    Waiting.until(
        "ClickHouse has every row",
        () -> ScoredOnce.breaches(arrived, KilledRecipesJourneyTest::figure).isEmpty());
    List<String> breaches = new ArrayList<>(NothingLost.breaches(SENT, arrived));
    breaches.addAll(CountedOnce.breaches(arrived));
    breaches.addAll(InOrderPerArm.breaches(arrived));
    assertEquals(List.of(), breaches);
  }

  @Test
  void everyArmTrainsEverySampleInOneStep() {
    for (String arm : List.of("viral", "baseline")) {
      List<String> trained =
          steps(arm).stream()
              .flatMap(step -> step.getSamples().stream())
              .map(SampleResult::getSampleId)
              .toList();
      assertEquals(scenes, trained.size(), arm);
      assertEquals(scenes, trained.stream().distinct().count(), arm);
    }
  }

  @Test
  void everyVersionHasTheBitsOfAnArmThatNobodyKilled() throws IOException {
    for (String killed : STEADY.keySet()) {
      SameBits.ofSteps(steps(killed), steps(STEADY.get(killed)));
      List<Checkpoint> versions = versions(arrived, killed);
      List<Checkpoint> expected = versions(arrived, STEADY.get(killed));
      assertEquals(expected.size(), versions.size(), killed);
      for (int i = 0; i < versions.size(); i++) {
        SameBits.ofCheckpoints(versions.get(i), expected.get(i));
      }
    }
  }

  @Test
  void theTeachersFeaturesLieOnDiskAndOnlyTheAlignedArmHasItsLoss() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("features"))) {
      assertTrue(files.anyMatch(Files::isRegularFile));
    }
    assertTrue(steps("viral").stream().allMatch(step -> step.getVra().isPresent()));
    assertTrue(steps("baseline").stream().noneMatch(step -> step.getVra().isPresent()));
  }

  @Test
  void theNewestVersionAnswersOtherwiseThanStepZero() {
    assertNotEquals(ANSWERS.getFirst(), ANSWERS.getLast());
  }

  /// Between two kills in work both arms publish a version: a third death in one sample's trial
  /// would give the sample up.
  private static void sendAndKill() throws Exception {
    Random random = new Random(11);
    killInWork("workers", random);
    Thread.sleep(random.nextInt(MOST_MILLIS));
    kill("workers"); // while they take the arms up
    killInWork("workers", random);
    killInWork("kafka", random);
    send(SHORT);
  }

  private static void killInWork(String name, Random random) throws Exception {
    Map<String, Long> before = steps();
    send(LONG);
    Waiting.until("both arms went on", () -> haveGoneOn(before));
    Thread.sleep(random.nextInt(MOST_MILLIS));
    kill(name);
  }

  private static Map<String, Long> steps() throws InterruptedException {
    Map<String, Long> steps = new HashMap<>();
    for (ArmState arm : gateway.arms()) steps.put(arm.name(), arm.step());
    return steps;
  }

  private static boolean haveGoneOn(Map<String, Long> last) throws InterruptedException {
    Map<String, Long> now = steps();
    return last.entrySet().stream()
        .allMatch(arm -> now.getOrDefault(arm.getKey(), 0L) > arm.getValue());
  }

  /// SIGKILL; returns when the stack has started it again.
  private static void kill(String name) throws Exception {
    LOG.info("kill victim={} steps={} samples={}", name, steps(), scenes);
    long pid = process(name).path("pid").asLong();
    ProcessHandle victim = ProcessHandle.of(pid).orElseThrow();
    victim.destroyForcibly();
    victim.onExit().join();
    Waiting.until(name + " is back", () -> isBack(name, pid));
  }

  private static boolean isBack(String name, long former) throws InterruptedException {
    try {
      JsonNode process = process(name);
      return process.path("pid").asLong() != former
          && process.path("state").asText().equals("healthy");
    } catch (Gateway.Unreachable | Gateway.Refused away) {
      return false;
    }
  }

  private static JsonNode process(String name) throws InterruptedException {
    return StreamSupport.stream(gateway.status().path("processes").spliterator(), false)
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Scenes of their own; said again until they are acknowledged, as a client does.
  private static void send(int count) throws Exception {
    Path piece = folder.resolve("after-" + scenes);
    new SceneFolder(piece)
        .writeConversations(SceneSource.streamTraining(100 + scenes).first(count));
    scenes += count;
    StringBuilder lines = new StringBuilder();
    for (String line : Files.readAllLines(piece.resolve(SceneFolder.CONVERSATIONS))) {
      ObjectNode sample = (ObjectNode) JSON.readTree(line);
      Path image = piece.resolve(sample.path("image").asText());
      lines.append(sample.put("image", dataUrl(image))).append('\n');
    }
    Waiting.until("the samples are acknowledged", () -> isAcknowledged(lines.toString()));
  }

  private static boolean isAcknowledged(String lines) throws Exception {
    HttpResponse<String> reply =
        post("/v1/samples?feed=scenes&pass=1", "application/x-ndjson", lines);
    if (reply.statusCode() / 100 != 2) return false;
    for (JsonNode line : JSON.readTree(reply.body()).path("lines")) {
      SENT.sample(line.path("id").asText(), "scenes", 1);
    }
    return true;
  }

  /// In this process, without a folder of features.
  private static void learnSteadily(String end) throws Exception {
    Environment environment =
        Environment.of(
                Map.of(
                    "VIRAL_MODEL",
                    GOLDEN.resolve("llava-vicuna-clip").toString(),
                    "VIRAL_TEACHER",
                    GOLDEN.resolve("dinov2").toString()))
            .with(
                Setting.VIRAL_CHECKPOINTS,
                DataFolder.at(folder.resolve("data")).checkpoints().toString());
    try (WorkerTools tools = WorkerTools.open(stack.cluster(), environment)) {
      RunningTrain aligned = RunningTrain.start(tools, ArmText.parse("steady" + ALIGNED));
      RunningTrain alone = RunningTrain.start(tools, ArmText.parse("steady-baseline" + ALONE));
      Waiting.until("the steady arms cover the feed", () -> haveCovered(end));
      aligned.close();
      alone.close();
    }
  }

  private static boolean haveCovered(String end) {
    CommittedRecords now = committed();
    return STEADY.values().stream()
        .allMatch(arm ->
            now.checkpoints().stream()
                .anyMatch(
                    each -> each.getArm().equals(arm) && each.getCompletedEnds().contains(end)));
  }

  private static void evaluateAndAsk() throws Exception {
    Path questions = questions();
    new SceneFolder(questions).writeItems(SceneSource.streamHeldOut(5).first(2));
    var contents =
        new BenchmarkUpload(gateway, Pause.real(), SILENT)
            .register(
                questions.resolve(SceneFolder.ITEMS),
                new ImageFolder(questions),
                new Registration("small", false, BenchmarkRule.GENERIC));
    SENT.benchmark("small@" + contents.version(), contents.items());
    var request = new EvaluationRequest("small", Optional.empty(), Optional.of("viral"));
    EvaluationRun.Outcome outcome = new EvaluationRun(gateway, Pause.real(), SILENT).of(request);
    assertTrue(outcome.state().flawless(), outcome.state().toString());
    SENT.evaluation(outcome.results().getFirst().id(), contents.items());
    SENT.ask(ask("viral").path("id").asText());
    List<Checkpoint> versions = versions(committed(), "viral");
    for (Checkpoint version : List.of(versions.getFirst(), versions.getLast())) {
      JsonNode reply = ask(version.getModelVersion());
      SENT.ask(reply.path("id").asText());
      assertEquals(version.getModelVersion(), reply.path("model").asText(), reply.toString());
      ANSWERS.add(reply.path("answer").asText());
    }
  }

  private static Path questions() {
    return folder.resolve("questions");
  }

  private static JsonNode ask(String model) throws Exception {
    String body =
        JSON.createObjectNode()
            .put("image", picture())
            .put("question", "Is there a red circle?")
            .put("model", model)
            .put("maxTokens", 8)
            .toString();
    return JSON.readTree(post("/v1/ask", "application/json", body).body());
  }

  private static HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(stack.endpoints().gateway().resolve(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static String picture() throws IOException {
    try (Stream<Path> files = Files.walk(questions())) {
      Path picture =
          files.filter(file -> file.toString().endsWith(".png")).sorted().findFirst().orElseThrow();
      return dataUrl(picture);
    }
  }

  private static String dataUrl(Path png) throws IOException {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(png));
  }

  private static CommittedRecords committed() {
    var clients = new ConnectedClients(Map.of("bootstrap.servers", stack.endpoints().kafka()));
    return CommittedRecords.read(clients, stack.cluster().serdes());
  }

  private static List<TrainStep> steps(String arm) {
    return Optional.ofNullable(arrived.steps().get(arm)).orElseThrow();
  }

  private static List<Checkpoint> versions(CommittedRecords from, String arm) {
    return from.checkpoints().stream()
        .filter(each -> each.getArm().equals(arm) && !each.getRepeated())
        .toList();
  }

  private static long figure(String sql) throws Exception {
    var uri = URI.create(stack.endpoints().clickhouse() + "/?database=viral");
    HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(sql)).build();
    return Long.parseLong(HTTP.send(request, BodyHandlers.ofString()).body().strip());
  }

  private static PrintStream nowhere() {
    return new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
  }
}
