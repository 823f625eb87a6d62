package io.viralstream.gateway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.Pictures;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.batch.Intake.Arrival;
import io.viralstream.gateway.benchmarks.SealTransaction.Registrations;
import io.viralstream.gateway.benchmarks.SealTransaction.SealedView;
import io.viralstream.gateway.benchmarks.SealedItems.ItemScan;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.images.ImageCheck;
import io.viralstream.gateway.images.ImageIntake;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.FakeOutbox;
import io.viralstream.gateway.kafka.FakeTransactions;
import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.scoring.BenchmarkRule;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BenchmarkRegistrationTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final VersionName TWO = new VersionName("b", versionOf("red", "blue"));

  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(9), ZoneOffset.UTC);
  private final Catalogue catalogue = new Catalogue();
  private final FakeOutbox outbox = new FakeOutbox();
  private final FakeTransactions transactions = new FakeTransactions(3, this::follow);
  private final ImageIntake images =
      new ImageIntake(
          Topics.IMAGES, new ImageCheck(Pictures.reader(), 1), outbox, 9, PATIENCE, clock);
  private final ItemScan scan =
      new ItemScan() {
        @Override
        public StagedItems scan(VersionName version) {
          return BenchmarkRegistrationTest.this.scan(version);
        }

        @Override
        public void each(VersionName version, Consumer<BenchmarkItem> reader) {
          items(version).forEach(reader);
        }
      };
  private final SealedItems sealed = new SealedItems(this::scan, PATIENCE, 1 << 20);
  private final BenchmarkRegistration registration =
      new BenchmarkRegistration(
          new ItemIntake(Limits.defaults(), images, outbox, catalogue, sealed, PATIENCE),
          new SealTransaction(scan, sealed, this::find, transactions, catalogue, clock, PATIENCE));

  @BeforeEach
  void readTheLog() {
    catalogue.caughtUp();
  }

  @Test
  void takesNoItemBeforeItKnowsWhatIsSealed() {
    var early =
        new ItemIntake(Limits.defaults(), images, outbox, new Catalogue(), sealed, PATIENCE);
    Arrival arrival = early.receive(TWO, question("red"), Attachments.none());
    assertEquals(ProblemKind.UNAVAILABLE, Refusals.of(arrival::send).kind());
    assertEquals(List.of(), outbox.sent(BenchmarkItemEvent.class));
  }

  @Test
  void sealsWhatTheClientSaysIsThere() {
    send(TWO, "red");
    send(TWO, "blue");
    assertEquals(new SealedView("b", TWO.version(), 2, true), seal(TWO, 2, "true"));
    assertEquals(4, transactions.written().getFirst().size());
    assertEquals(2, catalogue.newestBenchmark("b").orElseThrow().getItems());
  }

  @Test
  void countsAnItemSentTwiceOnce() {
    send(TWO, "red");
    send(TWO, "red");
    send(TWO, "blue");
    assertEquals(2, seal(TWO, 2, "false").items());
  }

  @Test
  void refusesASealWithAnotherCount() {
    send(TWO, "red");
    assertConflict("items", TWO, 2);
  }

  @Test
  void refusesASealWhoseVersionIsNotTheHashOfItsItems() {
    var lie = new VersionName("b", "0".repeat(64));
    send(lie, "red");
    assertConflict("version", lie, 1);
  }

  @Test
  void changesNothingWhenSealedAgain() {
    send(TWO, "red");
    send(TWO, "blue");
    seal(TWO, 2, "false");
    seal(TWO, 2, "false");
    assertEquals(1, transactions.written().size());
  }

  @Test
  void switchesWatchingOnWithoutBecomingNewer() {
    send(TWO, "red");
    send(TWO, "blue");
    seal(TWO, 2, "false");
    Instant at = catalogue.newestBenchmark("b").orElseThrow().getAt();
    seal(TWO, 2, "true");
    assertEquals(at, catalogue.newestBenchmark("b").orElseThrow().getAt());
  }

  @Test
  void anotherGatewayThatSealsTheSameAtTheSameTimeWritesNothingMore() {
    sendTwo();
    seal(TWO, 2, "false");
    var behind = new Catalogue();
    assertEquals(
        new SealedView("b", TWO.version(), 2, false),
        gateway(behind).seal(request(TWO, 2, "false", "generic")));
    assertEquals(1, transactions.written().size());
  }

  @Test
  void anotherGatewayThatSealsSomethingElseAtTheSameTimeIsToldWhatHolds() {
    sendTwo();
    seal(TWO, 2, "false");
    SealTransaction late = gateway(new Catalogue());
    Problem problem = Refusals.of(() -> late.seal(request(TWO, 2, "false", "pope")));
    assertEquals(ProblemKind.CONFLICT, problem.kind());
    assertEquals(Optional.of("rule"), problem.field());
    assertEquals(1, transactions.written().size());
  }

  @Test
  void anUploadThatWasGivenUpHalfWayIsFinishedByAnotherClient() {
    send(TWO, "red");
    assertConflict("items", TWO, 2);
    send(TWO, "red");
    send(TWO, "blue");
    assertEquals(2, seal(TWO, 2, "false").items());
    assertEquals(1, transactions.written().size());
  }

  @Test
  void refusesAnotherCountUnderASealedVersion() {
    sendTwo();
    seal(TWO, 2, "false");
    assertConflict("items", TWO, 3);
  }

  @Test
  void takesAnIdenticalItemUnderASealedVersionWithoutWritingIt() {
    send(TWO, "red");
    send(TWO, "blue");
    seal(TWO, 2, "false");
    send(TWO, "red");
    assertEquals(2, outbox.sent(BenchmarkItemEvent.class).size());
  }

  @Test
  void refusesAnotherItemUnderASealedVersion() {
    send(TWO, "red");
    send(TWO, "blue");
    seal(TWO, 2, "false");
    assertEquals(ProblemKind.CONFLICT, Refusals.of(() -> send(TWO, "green")).kind());
  }

  @Test
  void keepsATextToTheLetter() {
    Field json =
        json(
            "{\"question_id\":7,\"image\":\""
                + Pictures.dataUrl(1)
                + "\",\"category\":\"c\",\"text\":\" Is it? \",\"label\":3}");
    registration.items(TWO, intake -> intake.receive(json, Attachments.none()).send());
    BenchmarkItem item = outbox.sent(BenchmarkItemEvent.class).getFirst().getItem().orElseThrow();
    assertEquals(" Is it? ", item.getQuestion());
    assertEquals("7", item.getSourceId());
    assertEquals("3", item.getTruth());
    assertEquals("kafka:images/0/0", item.getImage().orElseThrow().getUri());
  }

  @Test
  void refusesPopesRuleForATruthThatIsNeitherYesNorNo() {
    var colour = new VersionName("b", versionOf("red", "blue"));
    registration.items(
        colour,
        intake ->
            intake
                .receive(json(question("red", "\"label\":\"maybe\"")), Attachments.none())
                .send());
    String version = scan(colour).version(Optional.empty());
    var other = new VersionName("b", version);
    registration.items(
        other,
        intake ->
            intake
                .receive(json(question("red", "\"label\":\"maybe\"")), Attachments.none())
                .send());
    Problem problem = Refusals.of(() -> registration.seal(request(other, 1, "false", "pope")));
    assertEquals(Optional.of("rule"), problem.field());
    assertEquals(1, registration.seal(request(other, 1, "false", "generic")).items());
  }

  @Test
  void sealsCaptionsWithTheirSynonymsAsAPartOfTheVersion() {
    Optional<String> synonyms = Optional.of("dog, puppy\ncat");
    VersionName version =
        put(
            synonyms,
            question("red", "\"label\":\"cat, dog\""),
            question("blue", "\"label\":\"\""));
    registration.seal(captions(version, 2, "dog, puppy\\ncat"));
    Benchmark sealed = catalogue.benchmark("b", version.version()).orElseThrow();
    assertEquals(synonyms, sealed.getSynonyms());
    assertTrue(sealed.getUnlisted());
    assertEquals(Optional.empty(), catalogue.newestBenchmark("b"));
  }

  @Test
  void refusesToListWhatIsSealedUnlisted() {
    VersionName version = put(Optional.of("dog"), question("red", "\"label\":\"\""));
    registration.seal(captions(version, 1, "dog"));
    SealRequest listed =
        new SealRequest(version, 1, false, BenchmarkRule.CHAIR, false, Optional.of("dog"));
    assertEquals(Optional.of("unlisted"), Refusals.of(() -> registration.seal(listed)).field());
  }

  @Test
  void namesWhatIsWrongWithASeal() {
    String start = "{\"version\":\"" + TWO.version() + "\",\"items\":1,";
    assertEquals(Optional.of("watched"), fault(start + "\"watched\":true,\"unlisted\":true}"));
    assertEquals(Optional.of("synonyms"), fault(start + "\"rule\":\"chair\"}"));
    assertEquals(Optional.of("synonyms"), fault(start + "\"synonyms\":\"dog\"}"));
    assertEquals(
        Optional.of("synonyms"), fault(start + "\"rule\":\"chair\",\"synonyms\":\"dog,,cat\"}"));
  }

  private static Optional<String> fault(String document) {
    return Refusals.of(() -> SealRequest.read("b", json(document), 100)).field();
  }

  private static SealRequest captions(VersionName version, int items, String synonyms) {
    Field document =
        json(
            "{\"version\":\"%s\",\"items\":%d,\"rule\":\"chair\",\"unlisted\":true,\"synonyms\":\"%s\"}"
                .formatted(version.version(), items, synonyms));
    return SealRequest.read("b", document, 100);
  }

  /// Sends questions under the version that they make.
  private VersionName put(Optional<String> synonyms, String... questions) {
    VersionName version = versionOf(synonyms, List.of(questions));
    for (String question : questions)
      registration.items(
          version, intake -> intake.receive(json(question), Attachments.none()).send());
    return version;
  }

  private static VersionName versionOf(Optional<String> synonyms, List<String> questions) {
    var items = new StagedItems();
    var format = new QuestionFormat(Limits.defaults());
    for (String question : questions)
      items.put(
          0,
          format.read(json(question)).item(question, Optional.empty(), new Fingerprints("", null)));
    return new VersionName("b", items.version(synonyms));
  }

  private static String question(String colour, String fields) {
    return "{\"question_id\":\"" + colour + "\",\"text\":\"Is it " + colour + "?\"," + fields + "}";
  }

  private void assertConflict(String field, VersionName version, int items) {
    Problem problem = Refusals.of(() -> seal(version, items, "false"));
    assertEquals(ProblemKind.CONFLICT, problem.kind());
    assertEquals(Optional.of(field), problem.field());
  }

  private void send(VersionName version, String colour) {
    registration.items(
        version, intake -> intake.receive(question(colour), Attachments.none()).send());
  }

  private SealedView seal(VersionName version, int items, String watched) {
    return registration.seal(request(version, items, watched, "generic"));
  }

  private static SealRequest request(VersionName version, int items, String watched, String rule) {
    Field document =
        json(
            "{\"version\":\"%s\",\"items\":%d,\"watched\":%s,\"rule\":\"%s\"}"
                .formatted(version.version(), items, watched, rule));
    return SealRequest.read(version.name(), document, 100);
  }

  private void sendTwo() {
    send(TWO, "red");
    send(TWO, "blue");
  }

  /// A second gateway before the same log, whose catalogue comes round when it looks.
  private SealTransaction gateway(Catalogue behind) {
    Registrations looks =
        version -> {
          Optional<Benchmark> found = find(version);
          found.ifPresent(behind::put);
          return found;
        };
    return new SealTransaction(scan, sealed, looks, transactions, behind, clock, PATIENCE);
  }

  private Optional<Benchmark> find(VersionName version) {
    return transactions.written().stream()
        .map(entries -> (Benchmark) entries.getFirst().value())
        .filter(benchmark -> benchmark.getVersion().equals(version.version()))
        .reduce((before, after) -> after);
  }

  private static Field question(String colour) {
    return json(
        "{\"question_id\":\""
            + colour
            + "\",\"category\":\"c\",\"text\":\"Is it "
            + colour
            + "?\",\"label\":\"yes\"}");
  }

  private static Field json(String document) {
    return new BoundedJson(10_000).read(document.getBytes(StandardCharsets.UTF_8));
  }

  private StagedItems scan(VersionName version) {
    var items = new StagedItems();
    items(version).forEach(item -> items.put(0, item));
    return items;
  }

  private List<BenchmarkItem> items(VersionName version) {
    return outbox.sent(BenchmarkItemEvent.class).stream()
        .filter(event -> event.getVersion().equals(version.version()))
        .map(event -> event.getItem().orElseThrow())
        .toList();
  }

  private void follow(Entry<?> entry) {
    if (entry.value() instanceof Benchmark benchmark) catalogue.put(benchmark);
  }

  /// The version as a client computes it, from what it is about to send.
  private static String versionOf(String... colours) {
    return BenchmarkVersion.of(
        List.of(colours).stream().map(colour -> BenchmarkVersion.itemHash(item(colour))).toList());
  }

  private static BenchmarkItem item(String colour) {
    return BenchmarkItem.newBuilder()
        .setId("")
        .setSourceId(colour)
        .setCategory("c")
        .setQuestion("Is it " + colour + "?")
        .setTruth("yes")
        .setChoices(List.of())
        .setGroup(null)
        .setGroups(List.of())
        .setImage((ImageRef) null)
        .setFingerprints(new Fingerprints("", null))
        .build();
  }
}
