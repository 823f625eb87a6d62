package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.journey.SyntheticBenchmarks.Recorded;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Real `up` processes on one folder, killed one part at a time, by the root, and as a whole: each
/// goes on where the last one was.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledStackJourneyTest {
  private static final Set<String> PARTS = Set.of("kafka", "registry", "clickhouse", "workers");

  private static final String SCORED = "SELECT count() > 0 FROM scores";

  @TempDir static Path folder;
  private static UpProcess up;

  @BeforeAll
  static void start() throws Exception {
    up = launched();
  }

  @AfterAll
  static void stop() throws Exception {
    if (up != null) up.close();
  }

  @Test
  @Order(1)
  void aSecondStackOnTheFolderIsRefusedByFolderAndProcess() throws Exception {
    String addresses = Files.readString(data().resolve("endpoints.json"));
    try (var second = UpProcess.launch(folder, data())) {
      assertNotEquals(0, second.exit());
      String refusal =
          "data folder " + data() + " is in use by process " + up.pid() + "; stop it or choose";
      assertTrue(second.said().contains(refusal), second.said());
    }
    assertEquals(addresses, Files.readString(data().resolve("endpoints.json")));
    assertEquals(200, up.ask("Is there a circle?").statusCode());
  }

  @Test
  @Order(2)
  void everyPartThatIsKilledIsStartedAgainAndTheConsoleAndTheStatusSaySo() throws Exception {
    assertEquals(PARTS, Set.copyOf(running()));
    for (JsonNode part : up.status().path("processes"))
      ProcessHandle.of(part.path("pid").asLong()).orElseThrow().destroyForcibly();
    Waiting.until("all parts were started again", KilledStackJourneyTest::allRestartedOnce);
    for (String part : PARTS) {
      String said = part + " ended with code 137; starting it again (1st time)";
      assertTrue(up.said().contains(said), up.said());
    }
    Waiting.until("a question is answered", KilledStackJourneyTest::answers);
  }

  @Test
  @Order(3)
  void noPartOutlivesAKilledParentAndTheNextOneGoesOn() throws Exception {
    Set<String> before = asked();
    List<ProcessHandle> tree = up.tree();
    assertEquals(PARTS.size() + 1, tree.size());
    up.kill();
    Waiting.until("no part lives on", () -> tree.stream().noneMatch(ProcessHandle::isAlive));
    up = launched();
    assertGoesOn(before);
  }

  @Test
  @Order(4)
  void aParentThatIsKilledAndStartedInTheSameMomentGoesOnAtTheSameAddresses() throws Exception {
    Set<String> before = asked();
    String kafka = up.endpoint("kafka");
    up.kill();
    up = launched();
    assertEquals(kafka, up.endpoint("kafka"));
    assertGoesOn(before);
  }

  @Test
  @Order(5)
  void aWholeTreeThatIsKilledAtOnceGoesOn() throws Exception {
    Set<String> before = asked();
    up.tree().forEach(ProcessHandle::destroyForcibly);
    up = launched();
    assertGoesOn(before);
  }

  /// Answers of every benchmark, shuffled, some of them twice; while they are sent, the process
  /// that has gateway, streams and sink is killed and started again.
  @Test
  @Order(6)
  void answersThatWereRecordedElsewhereAreCountedOnceUnderEveryRule() throws Exception {
    List<Recorded> benchmarks = new SyntheticBenchmarks(folder).all();
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<List<CommandRun>> replays = threads.submit(() -> replayed(benchmarks));
      Waiting.until("the first is scored", () -> up.select(SCORED).equals("1"));
      up.kill();
      up = launched();
      List<CommandRun> runs = replays.get(10, TimeUnit.MINUTES);
      for (int i = 0; i < runs.size(); i++) assertFigures(benchmarks.get(i), runs.get(i));
    }
    assertEquals("0", up.select("SELECT count() FROM dead_letters"));
    String doubled =
        "SELECT count() FROM (SELECT evaluation, variant, item_id FROM scores GROUP BY ALL HAVING count() > 1)";
    assertEquals("0", up.select(doubled));
    String groups =
        "SELECT count() FROM (SELECT evaluation, kind, group_id, variant, max(scored) AS most, any(size) AS size"
            + " FROM group_results GROUP BY ALL HAVING most != size)";
    Waiting.until("all groups are complete", () -> up.select(groups).equals("0"));
  }

  /// One after the other; the gateway's address stays when its process is started again.
  private static List<CommandRun> replayed(List<Recorded> benchmarks) throws Exception {
    String gateway = up.endpoint("gateway");
    var runs = new ArrayList<CommandRun>();
    for (Recorded benchmark : benchmarks) {
      List<String> words = new ArrayList<>(List.of("replay"));
      words.addAll(benchmark.options());
      words.addAll(List.of("--benchmark", "syn-" + benchmark.rule(), "--model", "some model"));
      words.addAll(List.of("--state", folder.resolve("replays").toString()));
      words.addAll(List.of("--gateway", gateway, "--json"));
      runs.add(untilItRan(words));
    }
    return runs;
  }

  /// A replay that broke off is repeated whole.
  private static CommandRun untilItRan(List<String> words) throws InterruptedException {
    CommandRun run = CommandRun.run(words.toArray(String[]::new));
    for (int attempt = 0; attempt < 100 && run.code() != 0; attempt++) {
      Thread.sleep(1_000);
      run = CommandRun.run(words.toArray(String[]::new));
    }
    return run;
  }

  private static void assertFigures(Recorded benchmark, CommandRun run) throws Exception {
    assertEquals(0, run.code(), benchmark.rule() + ": " + run.out());
    JsonNode result = run.json().at("/evaluations/0");
    assertEquals(benchmark.items(), result.path("answered").asInt(), benchmark.rule());
    assertEquals(0, result.path("conflicts").asInt(), benchmark.rule());
    assertEquals(0, result.path("incomplete").asInt(), benchmark.rule());
    benchmark
        .figures()
        .forEach((place, value) ->
            assertEquals(
                value,
                result.path("scores").at("/" + place).asDouble(Double.NaN),
                1e-9,
                benchmark.rule() + " " + place));
  }

  /// The rows of before are there, once each, and a new question makes one more.
  private static void assertGoesOn(Set<String> before) throws Exception {
    assertEquals(before, rows());
    Set<String> after = asked();
    assertTrue(after.containsAll(before));
    assertEquals(before.size() + 1, after.size());
    assertEquals(Integer.toString(after.size()), up.select("SELECT count() FROM asked"));
  }

  /// Asks one question more and returns the ids of all that were ever asked and stored.
  private static Set<String> asked() throws Exception {
    HttpResponse<String> reply = up.ask("Is there a circle?");
    assertEquals(200, reply.statusCode(), reply.body());
    String id = new ObjectMapper().readTree(reply.body()).path("id").asText();
    Waiting.until("its row is stored", () -> rows().contains(id));
    return rows();
  }

  private static Set<String> rows() throws Exception {
    return new TreeSet<>(List.of(up.select("SELECT id FROM asked").split("\n")));
  }

  private static boolean answers() throws Exception {
    return up.isReady() && up.ask("Is there a circle?").statusCode() == 200;
  }

  private static boolean allRestartedOnce() throws Exception {
    return StreamSupport.stream(up.status().path("processes").spliterator(), false)
        .allMatch(part ->
            part.path("restarts").asInt() == 1 && part.path("state").asText().equals("healthy"));
  }

  private static List<String> running() throws Exception {
    return StreamSupport.stream(up.status().path("processes").spliterator(), false)
        .map(part -> part.path("name").asText())
        .toList();
  }

  private static UpProcess launched() throws Exception {
    return UpProcess.launch(folder, data()).awaitReady();
  }

  private static Path data() {
    return folder.resolve("data");
  }
}
