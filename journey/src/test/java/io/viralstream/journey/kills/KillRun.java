package io.viralstream.journey.kills;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.cli.console.Console;
import io.viralstream.journey.SmallModel;
import io.viralstream.journey.Waiting;
import io.viralstream.journey.guarantees.CommittedRecords;
import io.viralstream.journey.guarantees.CountedOnce;
import io.viralstream.journey.guarantees.InOrderPerArm;
import io.viralstream.journey.guarantees.NothingLost;
import io.viralstream.journey.guarantees.SameBits;
import io.viralstream.journey.guarantees.ScoredOnce;
import io.viralstream.journey.guarantees.SentEvents;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.serde.SchemaRegistry;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.ConnectedClients;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// A journey under kills, from its start to the proof that nothing was lost or doubled.
final class KillRun implements AutoCloseable {
  /// All with the same settings but the name and λ, so that `calm`, which is never killed, ends
  /// with the weights of `viral` and `fuse`.
  private static final String VIRAL = "viral,every=25,width=8";

  private static final String BASELINE = "baseline,every=25,width=8";
  private static final String FUSE = "fuse,every=25,width=8";
  private static final String CALM = "calm,every=25,width=8";

  /// Scenes of a benchmark whose expansion takes long enough to be met.
  private static final int EXPANDED = 400;

  private static final int MOST_ATTEMPTS = 10;

  private static final List<String> SHARING = List.of("streams", "sink", "infer");
  private static final Set<String> GROUPS =
      Set.of("viral-route", "viral-score", "viral-group", "sink", "infer-asks", "infer-items");

  /// Of these groups while two of each role run: a `streams` is in three, an `infer` has a consumer
  /// of asks and two of items.
  private static final int MEMBERS = 14;

  private static final int MEMBERS_OF_ONE_MORE = 7;

  /// An arm that starts at the end has the whole stream before it.
  private static final Duration CATCHING_UP = Duration.ofMinutes(20);

  private static final Duration SETTLING = Duration.ofMinutes(5);

  private final Random random;
  private final JourneyProcesses processes;
  private final SentEvents sent = new SentEvents();
  private final KillCounts counts = new KillCounts();
  private final ProcessKiller killer;
  private final Load load;
  private final FailoverClient client;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> evaluations = new ArrayList<>();
  private final Load.Pace pace;
  private int benchmarks;

  private KillRun(long seed, JourneyProcesses processes, Path folder, Load.Pace pace) {
    this.random = new Random(seed);
    this.pace = pace;
    this.processes = processes;
    this.killer = new ProcessKiller(processes, counts, seed);
    this.client = new FailoverClient(processes.gateways());
    this.load = new Load(client, sent, silent(), folder, pace);
  }

  static KillRun start(Path folder, long seed, Load.Pace pace) throws Exception {
    Path model = Files.createDirectory(folder.resolve("model"));
    SmallModel.write(Torch.open(TorchSettings.cpu(1)), model);
    var processes = new JourneyProcesses(folder.resolve("data"), model, List.of(VIRAL, BASELINE));
    var run = new KillRun(seed, processes, folder, pace);
    try {
      processes.start();
      run.load.start();
      return run;
    } catch (Exception | Error e) {
      run.close();
      throw e;
    }
  }

  KillCounts counts() {
    return counts;
  }

  SentEvents sent() {
    return sent;
  }

  void kill(String victim) throws Exception {
    killer.kill(victim, KillMoment.RANDOM);
  }

  void killAny() throws Exception {
    kill(killer.anyVictim());
  }

  /// One kill at a named moment.
  void at(KillMoment moment) throws Exception {
    switch (moment) {
      case RANDOM -> killAny();
      case ANSWERED ->
          killer.haltInPlace("infer", moment, List.of("infer", passes()), this::evaluate);
      case INSERTED ->
          killer.haltInPlace("sink", moment, List.of("sink", passes()), this::evaluate);
      case RENAMED -> killer.halt("train", moment, List.of("train", FUSE, passes()), () -> {});
      case REBALANCE -> killer.duringRebalance(random.nextBoolean() ? "infer" : "sink");
      case EXPANSION -> meet(moment, this::expansion);
      case REGISTRATION -> meet(moment, this::registration);
    }
  }

  /// A kill that may come too late for its moment, and then counts as one at random.
  private interface Attempt {
    void make() throws Exception;
  }

  private void meet(KillMoment moment, Attempt attempt) throws Exception {
    int before = counts.of(moment);
    for (int attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
      attempt.make();
      if (counts.of(moment) > before) return;
    }
    throw new IllegalStateException("too late " + MOST_ATTEMPTS + " times for " + moment);
  }

  private String passes() {
    return Integer.toString(1 + random.nextInt(3));
  }

  /// The newest version of an arm, on a benchmark that was never asked before.
  void evaluate() throws Exception {
    int number = benchmarks++;
    int items = load.register(number, pace.scenes()).items();
    evaluations.add(load.evaluate(number, items, random.nextBoolean() ? "viral" : "baseline"));
  }

  /// One more of each role that shares its work joins while events flow, and leaves in order.
  void scale() throws Exception {
    await("everyone who was killed is back, and forgotten", () -> members() == MEMBERS);
    for (String role : SHARING) processes.add("more-" + role, List.of(role));
    await("the groups have grown", () -> members() == MEMBERS + MEMBERS_OF_ONE_MORE);
    for (String role : SHARING) processes.role("more-" + role).close();
    await("the groups have shrunk", () -> members() == MEMBERS);
  }

  private int members() throws InterruptedException {
    int sum = 0;
    for (JsonNode stage : client.get("/v1/status").path("stages")) {
      String group = stage.path("group").asText();
      if (GROUPS.contains(group)) sum += stage.path("members").asInt();
    }
    return sum;
  }

  private void expansion() throws Exception {
    int number = benchmarks++;
    int items = load.register(number, EXPANDED).items();
    try (Consumer<byte[], byte[]> consumer = clients().consumer(Map.of())) {
      long before = inferTasks(consumer);
      evaluations.add(load.evaluate(number, items, "viral"));
      long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      long now = before;
      while (now == before && System.nanoTime() < limit) now = inferTasks(consumer);
      boolean midway = now > before && now < before + items;
      killer.kill("streams", midway ? KillMoment.EXPANSION : KillMoment.RANDOM);
    }
  }

  private static long inferTasks(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor("infer-tasks").stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  private void registration() throws Exception {
    int number = benchmarks++;
    var failure = new AtomicReference<Exception>();
    Thread registering =
        Thread.ofVirtual()
            .start(() -> {
              try {
                load.register(number, pace.scenes());
              } catch (Exception e) {
                failure.set(e);
              }
            });
    Thread.sleep(50 + random.nextInt(400));
    killer.kill("gateway", registering.isAlive() ? KillMoment.REGISTRATION : KillMoment.RANDOM);
    registering.join();
    if (failure.get() != null) throw failure.get();
  }

  void pause(int leastMillis, int mostMillis) throws InterruptedException {
    Thread.sleep(leastMillis + random.nextInt(mostMillis - leastMillis));
  }

  /// Stops sending, lets everything come to its end, and states every guarantee.
  void prove() throws Exception {
    load.close();
    assertEquals(List.of(), load.failures());
    processes.add("fuse", List.of("train", FUSE));
    processes.add("calm", List.of("train", CALM));
    JsonNode end = load.end();
    await("every evaluation is complete", () -> unfinished().isEmpty());
    Waiting.until(
        "all arms cover the feed's end",
        CATCHING_UP,
        () -> covered(end, "viral", "baseline", "fuse", "calm"));
    ConnectedClients clients = clients();
    var registry = URI.create(processes.endpoints().path("registry").asText());
    var arrived = CommittedRecords.read(clients, new TopicSerdes(new SchemaRegistry(registry)));
    await("ClickHouse has every row", () -> ScoredOnce.breaches(arrived, this::figure).isEmpty());
    List<String> breaches = new ArrayList<>(NothingLost.breaches(sent, arrived));
    breaches.addAll(ScoredOnce.breaches(arrived, this::figure));
    breaches.addAll(CountedOnce.breaches(arrived));
    breaches.addAll(InOrderPerArm.breaches(arrived));
    assertEquals(List.of(), breaches.stream().limit(20).toList());
    int givenUp = arrived.givenUp().values().stream().mapToInt(Set::size).sum();
    System.out.println(givenUp + " items given up, " + letters(arrived) + " dead letters");
    for (String killed : List.of("viral", "fuse")) {
      SameBits.ofSteps(steps(arrived, killed), steps(arrived, "calm"));
      SameBits.ofCheckpoints(arrived.newest(killed), arrived.newest("calm"));
    }
  }

  private static Map<String, Long> letters(CommittedRecords arrived) {
    return arrived.deadLetters().stream()
        .collect(
            Collectors.groupingBy(
                letter -> letter.getStep() + "/" + letter.getCategory(),
                TreeMap::new,
                Collectors.counting()));
  }

  private static List<TrainStep> steps(CommittedRecords arrived, String arm) {
    return Optional.ofNullable(arrived.steps().get(arm)).orElseThrow();
  }

  private List<String> unfinished() throws InterruptedException {
    List<String> open = new ArrayList<>();
    for (String id : evaluations) {
      String state = client.get("/v1/evaluations/" + id).path("state").asText();
      if (!state.equals("complete")) open.add(id + " " + state);
    }
    return open;
  }

  private boolean covered(JsonNode end, String... arms) throws InterruptedException {
    String path = "/v1/feeds/" + Load.FEED + "/ends/" + end.path("id").asText();
    return client.get(path + "?arm=" + String.join("&arm=", arms)).path("complete").asBoolean();
  }

  private long figure(String sql) throws Exception {
    var uri = URI.create(processes.endpoints().path("clickhouse").asText() + "/?database=viral");
    HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(sql)).build();
    return Long.parseLong(http.send(request, BodyHandlers.ofString()).body().strip());
  }

  private ConnectedClients clients() {
    try {
      return new ConnectedClients(
          Map.of("bootstrap.servers", processes.endpoints().path("kafka").asText()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(String what, Waiting.Condition condition) throws Exception {
    Waiting.until(what, SETTLING, condition);
  }

  private static Console silent() {
    var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Console(nowhere, nowhere, false, InstantSource.system());
  }

  @Override
  public void close() throws Exception {
    load.close();
    processes.close();
  }
}
