import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.viralstream.embedded.kafka.BrokerSettings;
import io.viralstream.embedded.kafka.KafkaBroker;
import io.viralstream.embedded.process.Children;
import io.viralstream.embedded.process.FreePort;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.embedded.registry.ApicurioRegistry;
import io.viralstream.embedded.registry.RegistrySettings;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.*;
import io.viralstream.schemas.bootstrap.SchemaBootstrap;
import io.viralstream.schemas.bootstrap.TopicBootstrap;
import io.viralstream.schemas.bootstrap.TopicSettings;
import io.viralstream.schemas.serde.SchemaRegistry;
import io.viralstream.schemas.serde.TopicSerdes;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.LoggerFactory;

/// Answers a second through the score application alone, against joins of the same two topics.
///
/// Arguments: the registry's distribution, an empty folder, the rule, rounds, answers a round. Items
/// and evaluations are taken in first; each round then has an evaluation of its own, whose answers
/// are all written before an application starts. Counted is from the first committed batch of
/// results to the last record, as a reader of committed records sees them.
final class ScoreBench {
  private static final int PARTITIONS = 4;
  private static final int THREADS = 1;
  private static final List<String> WHAT = List.of("score", "join", "records");
  private static final Map<String, String> RESULTS =
      Map.of("score", "scores", "join", "joined-join", "records", "joined-records");
  private static final Duration HANG = Duration.ofMinutes(5);

  private final Path data;
  private final String rule;
  private final int answers;
  private final String kafka;
  private final URI registry;
  private final TopicSerdes serdes;

  private ScoreBench(Path data, String rule, int answers, String kafka, URI registry) {
    this.data = data;
    this.rule = rule;
    this.answers = answers;
    this.kafka = kafka;
    this.registry = registry;
    serdes = new TopicSerdes(new SchemaRegistry(registry));
  }

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    Path home = Path.of(arguments[0]).toAbsolutePath();
    Path data = Files.createDirectories(Path.of(arguments[1])).toAbsolutePath();
    var java = new JavaRuntime(Path.of(System.getProperty("java.home")), classPath(), data.resolve("cache"));
    try (var a = FreePort.preferring(0); var b = FreePort.preferring(0);
        var c = FreePort.preferring(0); var d = FreePort.preferring(0)) {
      var broker = new BrokerSettings(data.resolve("kafka"), a.number(), b.number());
      var schemas = new RegistrySettings(home, data.resolve("registry"), c.number(), d.number());
      for (FreePort port : List.of(a, b, c, d)) port.close();
      try (var children = Children.start(
          List.of(
              KafkaBroker.child(broker, java, data.resolve("kafka.log")),
              ApicurioRegistry.child(schemas, java, data.resolve("registry.log"))),
          InstantSource.system())) {
        var bench = new ScoreBench(data, arguments[2], Integer.parseInt(arguments[4]), broker.bootstrap(), schemas.api());
        bench.run(Integer.parseInt(arguments[3]));
      }
    }
  }

  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(part -> Path.of(part).toAbsolutePath()).toList();
  }

  private void run(int rounds) throws Exception {
    var seen = new TreeMap<String, List<Double>>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      new TopicBootstrap(admin, new TopicSettings(PARTITIONS, (short) 1)).run();
      new SchemaBootstrap(new SchemaRegistry(registry)).run();
      admin.createTopics(List.of(
          new NewTopic("joined-join", PARTITIONS, (short) 1), new NewTopic("joined-records", PARTITIONS, (short) 1))).all().get();
      fillItems(rounds);
      for (String what : WHAT) takeItems(what, admin);
      for (int round = 0; round < rounds; round++) {
        fillAnswers(round);
        for (String what : WHAT) {
          double rate = measure(what, round);
          seen.computeIfAbsent(what, any -> new ArrayList<>()).add(rate);
        }
      }
    }
    double score = median(seen.get("score"));
    say("%-8s %-8s %12s %8s", "rule", "what", "answers/s", "ratio");
    for (String what : WHAT)
      say("%-8s %-8s %12.0f %8.2f", rule, what, median(seen.get(what)), score / median(seen.get(what)));
    profile(data.resolve("score" + (rounds - 1) + ".jfr"));
  }

  // --- what is read

  private static String id(int item) {
    return String.format(Locale.ROOT, "scenes@v1/%064x", item);
  }

  private static int partition(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
  }

  private void fillItems(int rounds) {
    int[] held = new int[PARTITIONS];
    var now = Instant.now();
    try (var producer = producer()) {
      for (int i = 0; i < answers; i++) {
        held[partition(id(i))]++;
        var item =
            BenchmarkItem.newBuilder()
                .setId(id(i))
                .setSourceId("source-" + i)
                .setCategory(List.of("random", "popular", "adversarial").get(i % 3))
                .setQuestion("Is there a snowboard in the image with the number " + i + "?")
                .setTruth(i % 2 == 0 ? "yes" : "no")
                .setChoices(List.of())
                .setFingerprints(new Fingerprints(String.format(Locale.ROOT, "%064x", i), null))
                .setImageName("COCO_val2014_" + i / 6 + ".jpg")
                .setGroups(List.of())
                .build();
        send(producer, Topics.BENCHMARK_ITEMS, partition(id(i)), id(i), new BenchmarkItemEvent("scenes", "v1", item, null));
      }
      for (int p = 0; p < PARTITIONS; p++) {
        var seal = new BenchmarkSeal(p, PARTITIONS, held[p]);
        send(producer, Topics.BENCHMARK_ITEMS, p, "scenes@v1", new BenchmarkItemEvent("scenes", "v1", null, seal));
        for (int round = 0; round < rounds; round++)
          send(producer, Topics.EVALUATIONS, p, evaluation(round), evaluation(round, now));
      }
    }
  }

  private static String evaluation(int round) {
    return String.format(Locale.ROOT, "%064x", 1000 + round);
  }

  private Evaluation evaluation(int round, Instant now) {
    return Evaluation.newBuilder()
        .setId(evaluation(round))
        .setBenchmark("scenes")
        .setVersion("v1")
        .setItems(answers)
        .setModelVersion("llava-1.5-13b")
        .setArm("recorded")
        .setPrompt("recorded")
        .setDecoding(new Decoding(0, 0.0))
        .setExecution(new Execution(0, "recorded", true))
        .setRule(ScoringRule.valueOf(rule.toUpperCase(Locale.ROOT)))
        .setState(EvaluationState.RECORDED)
        .setRequester(Requester.CLIENT)
        .setRound(0)
        .setAt(now)
        .setRecording(new Recording("run-" + round, List.of(), null, false))
        .build();
  }

  private void fillAnswers(int round) {
    var now = Instant.now();
    try (var producer = producer()) {
      for (int i = 0; i < answers; i++) {
        var answer =
            Answer.newBuilder()
                .setId(id(i))
                .setPurpose(Purpose.EVALUATION)
                .setEvaluation(evaluation(round))
                .setModelVersion("llava-1.5-13b")
                .setStatus(AnswerStatus.ANSWERED)
                .setText(i % 3 == 0 ? "Yes, there is a snowboard in the image." : "no")
                .setPromptTokens(0)
                .setCompletionTokens(0)
                .setFinish(Finish.UNKNOWN)
                .setRan(new Ran(0, "recorded", "recorded", false))
                .setQuestion("Is there a snowboard in the image with the number " + i + "?")
                .setAskedAt(now)
                .setAt(now)
                .setComputeMillis(0)
                .build();
        send(producer, Topics.ANSWERS, partition(id(i)), id(i), answer);
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka, "linger.ms", 20, "batch.size", 65_536),
        new ByteArraySerializer(), new ByteArraySerializer());
  }

  private <V extends SpecificRecord> void send(KafkaProducer<byte[], byte[]> producer, Topic<V> topic, int partition, String key, V value) {
    byte[] bytes = serdes.of(topic).toBytes(topic.name(), value);
    producer.send(new ProducerRecord<>(topic.name(), partition, key.getBytes(StandardCharsets.UTF_8), bytes));
  }

  // --- what is measured

  private void takeItems(String what, Admin admin) throws Exception {
    try (var application = start(what, "items")) {
      long end = System.nanoTime() + HANG.toNanos();
      int wanted = answers + PARTITIONS;
      while (taken(admin, what) < wanted) {
        application.demandAlive(end);
        Thread.sleep(200);
      }
    }
  }

  private static long taken(Admin admin, String what) {
    try {
      return admin.listConsumerGroupOffsets("viral-" + what).partitionsToOffsetAndMetadata().get().entrySet().stream()
          .filter(entry -> entry.getKey().topic().equals("benchmark-items") && entry.getValue() != null)
          .mapToLong(entry -> entry.getValue().offset())
          .sum();
    } catch (Exception notYet) {
      return 0;
    }
  }

  private double measure(String what, int round) throws Exception {
    int wanted = answers * (what.equals("score") && rule.equals("pope") ? 2 : 1);
    try (var reader = reader(RESULTS.get(what)); var application = start(what, Integer.toString(round))) {
      long end = System.nanoTime() + HANG.toNanos();
      long began = 0;
      double worked = 0;
      int first = 0;
      int count = 0;
      while (count < wanted) {
        count += reader.poll(Duration.ofMillis(50)).count();
        application.demandAlive(end);
        if (began == 0 && count > 0) {
          began = System.nanoTime();
          worked = application.processorSeconds();
          first = count;
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      double rate = (double) (count - first) / wanted * answers / seconds;
      say("%s round %d %s: %.0f answers/s, %.1f s, processor %.1f s; load %.1f",
          rule, round, what, rate, seconds, application.processorSeconds() - worked, load());
      return rate;
    }
  }

  private KafkaConsumer<byte[], byte[]> reader(String topic) {
    var reader =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", kafka, "isolation.level", "read_committed", "max.poll.records", 20_000),
            new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) all.add(new TopicPartition(topic, p));
    reader.assign(all);
    reader.seekToEnd(all);
    all.forEach(reader::position);
    return reader;
  }

  private Application start(String what, String run) throws IOException {
    Path log = data.resolve(what + run + ".log");
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-Xmx384m", "-XX:+UseSerialGC", "-Xss1m"));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
    command.add("-XX:StartFlightRecording:settings=profile,filename=" + data.resolve(what + run + ".jfr"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.viralstream.streams.ScoreSpeedMain"));
    command.addAll(List.of(what, kafka, registry.toString(), data.resolve("state-" + what).toString(), Integer.toString(THREADS)));
    var process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    return new Application(process, process.inputReader(), log);
  }

  private record Application(Process process, BufferedReader said, Path log) implements AutoCloseable {
    void demandAlive(long end) {
      if (!process.isAlive() || System.nanoTime() > end) throw new IllegalStateException("stuck or dead, see " + log);
    }

    /// With its compilers and its recording.
    double processorSeconds() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /// Orderly, so that its stores are not restored at the next start.
    @Override
    public void close() throws IOException, InterruptedException {
      process.getOutputStream().close();
      said.lines().filter(line -> line.startsWith("heap")).forEach(line -> say("  %s", line));
      process.waitFor();
    }
  }

  private static double load() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  // --- where the time goes

  /// Samples of stream threads: by the innermost frame of ours, and by the package on top. What waits
  /// in native code is left out, but for RocksDB's.
  private static void profile(Path recording) throws IOException {
    var ours = new TreeMap<String, Integer>();
    var packages = new TreeMap<String, Integer>();
    int all = 0;
    try (var file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        boolean java = event.getEventType().getName().equals("jdk.ExecutionSample");
        boolean inNative = event.getEventType().getName().equals("jdk.NativeMethodSample");
        if (!java && !inNative || event.getStackTrace() == null) continue;
        var thread = event.getThread("sampledThread");
        if (thread == null || thread.getJavaName() == null || !thread.getJavaName().contains("StreamThread")) continue;
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        if (inNative && !type(frames.getFirst()).startsWith("org.rocksdb")) continue;
        all += java ? 1 : 2; // native code is looked at half as often
        packages.merge(place(frames.getFirst()), java ? 1 : 2, Integer::sum);
        String mine = frames.stream().filter(frame -> type(frame).startsWith("io.viralstream.")
                && !type(frame).startsWith("io.viralstream.schemas."))
            .findFirst()
            .map(frame -> type(frame).replaceFirst("^.*\\.", "") + "." + frame.getMethod().getName())
            .orElse("Kafka Streams alone");
        ours.merge(mine, java ? 1 : 2, Integer::sum);
      }
    }
    print("stream thread, by the innermost method of ours", ours, all);
    print("stream thread, by the package on top", packages, all);
  }

  private static void print(String title, Map<String, Integer> samples, int all) {
    say("%s (%d samples)", title, all);
    samples.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(18)
        .forEach(entry -> say("  %5.1f %%  %s", 100.0 * entry.getValue() / all, entry.getKey()));
  }

  private static String type(RecordedFrame frame) {
    return frame.getMethod().getType().getName();
  }

  private static String place(RecordedFrame frame) {
    return type(frame).replaceFirst("\\.[^.]*$", "");
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
