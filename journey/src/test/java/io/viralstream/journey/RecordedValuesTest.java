package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.cli.settings.Setting;
import io.viralstream.models.checkpoint.DefaultModel;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.DeadLetters;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.scoring.EvaluationId;
import io.viralstream.streams.StreamsSettings;
import io.viralstream.streams.route.RouteTopology;
import io.viralstream.streams.score.ScoreTopology;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.ArmSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What data folders, clients and dashboards rely on, as it was recorded before the modules were
/// drawn anew: whoever changes one of these values changes what others have stored or typed.
///
/// Values longer than a line are recorded by their SHA-256.
class RecordedValuesTest {
  private static final Path RECORDED = Path.of("src/test/resources/recorded-values.txt");

  /// The SHA-256 of each file in a golden folder, whatever its name.
  private static final Path GOLDENS = Path.of("src/test/resources/recorded-files.txt");

  @TempDir Path folder;

  @Test
  void isAsItWasRecorded() throws IOException {
    assertEquals(Files.readString(RECORDED), text(values()));
  }

  @Test
  void everyGoldenOfThenIsThere() throws IOException {
    Set<String> missing = new TreeSet<>(Files.readAllLines(GOLDENS));
    missing.removeAll(goldens());
    assertEquals(Set.of(), missing);
  }

  private static String text(SortedMap<String, String> values) {
    return values.entrySet().stream()
        .map(each -> each.getKey() + " = " + each.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private SortedMap<String, String> values() throws IOException {
    SortedMap<String, String> values = new TreeMap<>();
    addIds(values);
    addArms(values);
    addSchemas(values);
    addStreams(values);
    addCommandLine(values);
    return values;
  }

  private static void addIds(Map<String, String> values) {
    List<Turn> turns = List.of(new Turn("Is it red?", "Yes."), new Turn("Wo?", "Links, ä."));
    String picture = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    values.put("id sample", ContentId.sample(turns, picture));
    values.put("id sample without picture", ContentId.sample(turns, ""));
    values.put("id sample later picture", ContentId.sample(turns, picture, 1));
    String item = ContentId.item("pope", "v1", "random", "17", picture, "Is there a dog?");
    values.put("id item", item);
    BenchmarkItem benchmarkItem =
        BenchmarkItem.newBuilder()
            .setId(item)
            .setCategory("random")
            .setSourceId("17")
            .setQuestion("Is there a dog?")
            .setTruth("no")
            .setGroup("g")
            .setImage(new ImageRef(picture, "kafka:images/0/1", 3))
            .setChoices(List.of("yes", "no"))
            .setGroups(List.of())
            .setFingerprints(new Fingerprints("t", 7L))
            .build();
    String hash = BenchmarkVersion.itemHash(benchmarkItem);
    values.put("id benchmark item's content", hash);
    values.put("id benchmark version", BenchmarkVersion.of(List.of(hash, picture)));
    values.put(
        "id evaluation",
        EvaluationId.of(
            "pope",
            "v1",
            "viral-8-0123456789ab",
            "trained",
            new Decoding(16, 0.0),
            new Execution(0, "auto", false),
            ScoringRule.POPE));
    values.put(
        "id dead letter",
        DeadLetters.id(Step.TRAIN, Optional.of("viral"), new Origin("train-tasks", 0, 17L)));
  }

  private void addArms(Map<String, String> values) throws IOException {
    ModelDirectory model = DefaultModel.in(folder);
    String hash = DirectoryHash.of(model.path());
    values.put("default model", hash);
    for (String name : List.of("viral", "baseline")) {
      ArmSettings arm = ArmPlan.named(name).on(hash);
      values.put("arm " + name + " settings", arm.canonical());
      values.put("arm " + name + " hash", arm.hash());
    }
  }

  private static void addSchemas(Map<String, String> values) {
    for (Topic<?> topic : Topics.ALL) {
      Schema schema = SpecificData.get().getSchema(topic.type());
      values.put("topic " + topic.name(), sha256(schema.toString()));
    }
    values.put("categories", Arrays.toString(Category.values()));
  }

  /// Names of sources, steps, stores and sinks, and what is wired to what.
  private void addStreams(Map<String, String> values) {
    var serdes = new TopicSerdes(new LocalSchemaIds());
    StreamsSettings settings = StreamsSettings.defaults("127.0.0.1:9092", folder);
    values.put("route", sha256(RouteTopology.of(serdes, settings).describe().toString()));
    values.put("score", sha256(ScoreTopology.of(serdes, settings).describe().toString()));
  }

  private static void addCommandLine(Map<String, String> values) {
    for (Setting setting : Setting.values()) {
      values.put("setting " + setting.name(), "\"" + setting.standard() + "\"");
    }
    addOptions("viral", CommandRun.commandLine(new ByteArrayOutputStream()), values);
  }

  private static void addOptions(String name, CommandLine command, Map<String, String> values) {
    var options = new ArrayList<String>();
    command.getCommandSpec().options().forEach(each -> options.addAll(List.of(each.names())));
    values.put("options of " + name, options.stream().sorted().collect(Collectors.joining(" ")));
    command.getSubcommands().forEach((sub, line) -> addOptions(name + " " + sub, line, values));
  }

  private static Set<String> goldens() throws IOException {
    Set<String> found = new HashSet<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.toList()) {
        Path resources = module.resolve("src/test/resources");
        if (Files.isDirectory(resources)) addFiles(resources, found);
      }
    }
    return found;
  }

  private static void addFiles(Path resources, Set<String> found) throws IOException {
    try (Stream<Path> all = Files.walk(resources)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (file.toString().contains("golden")) found.add(ContentId.of(Files.readAllBytes(file)));
      }
    }
  }

  private static String sha256(String text) {
    return ContentId.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
