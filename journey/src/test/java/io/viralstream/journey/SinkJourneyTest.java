package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.read.AnalysisReader;
import io.viralstream.metrics.read.AnalysisRows.FigureKey;
import io.viralstream.metrics.read.AnalysisRows.MeasureMean;
import io.viralstream.metrics.read.AnalysisRows.Missing;
import io.viralstream.metrics.read.AnalysisRows.StoredAnalysis;
import io.viralstream.metrics.read.AnalysisRows.StoredFigure;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.LossReader;
import io.viralstream.metrics.read.LossReader.LossEnds;
import io.viralstream.metrics.read.OverviewReader;
import io.viralstream.metrics.read.OverviewReader.DeadLetterCount;
import io.viralstream.metrics.read.ResultsFilter;
import io.viralstream.metrics.read.ResultsReader;
import io.viralstream.metrics.read.SampleLineage;
import io.viralstream.metrics.read.SampleReader;
import io.viralstream.metrics.write.RowWriter;
import io.viralstream.metrics.write.Sink;
import io.viralstream.metrics.write.SinkSettings;
import io.viralstream.metrics.write.SinkState;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Analysis;
import io.viralstream.schemas.avro.AnalysisFigure;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.scoring.figures.Measure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Step 7 on a real broker and a real engine.
class SinkJourneyTest {
  @TempDir private static Path data;
  private static Stack stack;
  private static ClickHouse clickHouse;
  private static KafkaProducer<byte[], byte[]> producer;
  private static final TopicSerdes SERDES = new TopicSerdes(new LocalSchemaIds());

  private static final AtomicInteger keys = new AtomicInteger();

  @BeforeAll
  static void start() throws InterruptedException {
    stack = Stack.start(data);
    clickHouse = new ClickHouse(stack.clickHouse());
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                stack.endpoints().kafka(),
                "transactional.id",
                "sink-journey",
                "linger.ms",
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  @AfterAll
  static void stop() {
    if (producer != null) producer.close();
    if (clickHouse != null) clickHouse.close();
    if (stack != null) stack.close();
  }

  @Test
  void storesEachRecordOnceThoughSinksDieBetweenInsertAndCommit() throws Exception {
    var inserts = new AtomicInteger();
    RowWriter dying =
        (table, columns, rows, token) -> {
          clickHouse.insert(table, columns, rows, token);
          if (table.equals("scores") && inserts.incrementAndGet() % 2 == 1) throw new Killed();
        };
    for (int batch = 0; batch < 3; batch++) {
      for (int item = 0; item < 100; item++)
        send(Topics.SCORES, Records.score("killed", batch * 100 + item, "yes", "yes"));
      Sink sink = sink(dying);
      Waiting.until(
          "the sink died, or all is stored",
          () -> sink.state() instanceof SinkState.Failed || stored("killed") == 300);
      sink.close();
    }
    storeUntil(() -> stored("killed") == 300);

    assertTrue(inserts.get() > 3, "no batch was inserted twice");
    assertEquals(300, stored("killed"));
    assertEquals(
        300, number("SELECT sum(items) AS n FROM score_totals WHERE evaluation = 'killed'"));
  }

  @Test
  void answersWithFiguresFromWhatWasStored() throws Exception {
    for (int item = 0; item < 4; item++)
      send(Topics.SCORES, Records.score("read", item, "yes", "Yes"));
    for (int item = 4; item < 6; item++)
      send(Topics.SCORES, Records.score("read", item, "no", "Yes"));
    for (int item = 6; item < 8; item++)
      send(Topics.SCORES, Records.score("read", item, "no", "no"));
    send(Topics.PROGRESS, Records.progress("read", 0, 1));
    send(Topics.PROGRESS, Records.progress("read", 0, 4));
    send(Topics.PROGRESS, Records.progress("read", 1, 4));
    storeUntil(
        () -> stored("read") == 8,
        () -> number("SELECT count() AS n FROM progress WHERE evaluation = 'read'") == 3);

    EvaluationResult result =
        new ResultsReader(clickHouse).results(ResultsFilter.evaluation("read")).getFirst();
    assertEquals(20, result.items());
    assertEquals(8, result.answered());
    assertEquals(2, result.failed());
    assertEquals(7, result.step().orElseThrow());
    assertEquals(.75, value(result, "overall", Measure.ACCURACY));
    assertEquals(.75, value(result, "overall", Measure.YES_RATIO));
    assertEquals(.5, value(result, "existence", Measure.HALLUCINATION));
    assertEquals(List.of(.75, .75, .5), measuresThroughJdbc("read"));
  }

  @Test
  void whatCouldNotBeReadCountsInAccuracyAloneWhereTheVariantSaysSo() throws Exception {
    for (String parser : List.of("strict/1", "pope-lmms/1")) {
      send(Topics.SCORES, Records.score("rescored", 0, "yes", "Yes", parser));
      send(Topics.SCORES, Records.score("rescored", 1, "yes", "unknown", parser));
    }
    send(Topics.PROGRESS, Records.progress("rescored", 0, 2));
    storeUntil(
        () -> stored("rescored") == 4,
        () -> number("SELECT count() AS n FROM progress WHERE evaluation = 'rescored'") == 1);

    List<EvaluationResult.Variant> variants =
        new ResultsReader(clickHouse)
            .results(ResultsFilter.evaluation("rescored"))
            .getFirst()
            .variants();
    assertEquals(List.of("pope-lmms", "strict"), variants.stream().map(one -> one.name()).toList());
    assertEquals(1, value(variants.getFirst(), "overall", Measure.RECALL));
    assertEquals(.5, value(variants.getFirst(), "overall", Measure.ACCURACY));
    assertEquals(.5, value(variants.getLast(), "overall", Measure.RECALL));
  }

  @Test
  void followsASampleToTheModelsThatCameOfIt() throws Exception {
    send(Topics.ADMITTED, Records.admitted("sample-1"));
    for (long step = 1; step <= 20; step++)
      send(
          Topics.TRAIN_STEPS,
          Records.step(step, 21.0 - step, step == 3 ? "sample-1" : "other", "x"));
    for (long step : List.of(0L, 5L, 10L))
      send(Topics.CHECKPOINTS, Records.checkpoint(step, false));
    send(Topics.CHECKPOINTS, Records.checkpoint(10, true));
    storeUntil(
        () -> new OverviewReader(clickHouse).rowCounts().trainSteps() == 20,
        () -> new OverviewReader(clickHouse).rowCounts().checkpoints() == 3,
        () -> new SampleReader(clickHouse).lineage("sample-1").isPresent());

    SampleLineage lineage = new SampleReader(clickHouse).lineage("sample-1").orElseThrow();
    assertEquals("red", lineage.turns().get(1).answer());
    assertEquals(3, lineage.steps().getFirst().step());
    assertEquals("viral-5-abc", lineage.models().getFirst().first());
    assertEquals("viral-10-abc", lineage.models().getFirst().newest());
    assertEquals(40, number("SELECT count() AS n FROM train_samples"));
    LossEnds ends = new LossReader(clickHouse).ends("viral").orElseThrow();
    assertEquals(19.5, ends.firstLm());
    assertEquals(1.5, ends.lastLm());
    assertEquals(10, new LossReader(clickHouse).curve("viral", 10).size());
  }

  @Test
  void anItemOfAnAnalysisCountsOnceThoughItIsSentAgainAndTheSinkStartsAgain() throws Exception {
    AnalysisFigure none = new AnalysisFigure("margin", null, null, null, "no answer");
    Analysis red = Records.analysis("a1", "red", Records.figure("cosine", 1, 0.25), none);
    Analysis blue = Records.analysis("a1", "blue", Records.figure("cosine", 1, 0.75), none);
    analyses(red, blue, Records.analysis("a2", "end"));
    storeUntil(() -> analysis("a2").isPresent());
    List<MeasureMean> means = new AnalysisReader(clickHouse).means("a1", Optional.empty(), 9);

    analyses(red, blue, red, Records.analysis("a3", "end"));
    storeUntil(() -> analysis("a3").isPresent());

    assertEquals(2, analysis("a1").orElseThrow().items());
    assertEquals(means, new AnalysisReader(clickHouse).means("a1", Optional.empty(), 9));
    for (String table : List.of("analyses", "analysis_items"))
      clickHouse.execute("OPTIMIZE TABLE " + table + " FINAL");
    assertEquals(2, analysis("a1").orElseThrow().items());
    assertEquals(means, new AnalysisReader(clickHouse).means("a1", Optional.empty(), 9));
    assertEquals(
        List.of(
            new MeasureMean(key("cosine", 1), 2, 2, OptionalDouble.of(0.5), List.of()),
            new MeasureMean(
                new FigureKey("margin", OptionalInt.empty(), OptionalInt.empty()),
                2,
                0,
                OptionalDouble.empty(),
                List.of(new Missing("no answer", 2)))),
        means);
  }

  @Test
  void anItemOfAnAnalysisHasTheFiguresThatWereSentLast() throws Exception {
    var margin = new FigureKey("margin", OptionalInt.empty(), OptionalInt.empty());
    AnalysisFigure none = new AnalysisFigure("margin", null, null, null, "no answer");
    AnalysisFigure some = new AnalysisFigure("margin", null, null, 1.5, null);
    analyses(
        Records.analysis("b1", "red", some),
        Records.analysis("b1", "red", none),
        Records.analysis("b1", "blue", none),
        Records.analysis("b1", "blue", some),
        Records.analysis("b2", "end"));
    storeUntil(() -> analysis("b2").isPresent());

    assertEquals(
        List.of(
            new StoredFigure("blue", margin, OptionalDouble.of(1.5), Optional.empty()),
            new StoredFigure("red", margin, OptionalDouble.empty(), Optional.of("no answer"))),
        new AnalysisReader(clickHouse).figures("b1", Optional.empty(), Optional.empty(), 9));
  }

  @Test
  void turnsWhatIsNoRecordIntoADeadLetter() throws Exception {
    produce(Topics.ASKED, new byte[] {1, 2, 3});
    storeUntil(() -> !new OverviewReader(clickHouse).deadLetters().isEmpty());

    List<DeadLetterCount> letters = new OverviewReader(clickHouse).deadLetters();
    assertEquals("STORE", letters.getFirst().step());
    assertEquals("UNDECODABLE", letters.getFirst().category());
    assertEquals(1, letters.getFirst().count());
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /// Runs a sink until all of it holds.
  private static void storeUntil(BooleanSupplier... conditions) throws Exception {
    Sink sink = sink(RowWriter.into(clickHouse));
    try {
      for (BooleanSupplier condition : conditions)
        Waiting.until("all is stored", condition::getAsBoolean);
    } finally {
      sink.close();
    }
  }

  private static Sink sink(RowWriter writer) {
    var settings =
        new SinkSettings(
            stack.endpoints().kafka(),
            "sink",
            50,
            1 << 20,
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofSeconds(1));
    return Sink.start(settings, SERDES, writer, InstantSource.system());
  }

  /// Transactions leave markers, so that offsets have gaps.
  private static <V extends SpecificRecord> void send(Topic<V> topic, V record) {
    produce(topic, SERDES.of(topic).toBytes(topic.name(), record));
  }

  private static void produce(Topic<?> topic, byte[] value) {
    produce(topic, "key-" + keys.incrementAndGet(), value);
  }

  private static void produce(Topic<?> topic, String key, byte[] value) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    producer.beginTransaction();
    Future<RecordMetadata> _ = producer.send(new ProducerRecord<>(topic.name(), bytes, value));
    producer.commitTransaction();
  }

  /// In one partition, so that all are stored once the last one is.
  private static void analyses(Analysis... records) {
    for (Analysis record : records) {
      byte[] bytes = SERDES.of(Topics.ANALYSES).toBytes(Topics.ANALYSES.name(), record);
      produce(Topics.ANALYSES, "analyses", bytes);
    }
  }

  private static Optional<StoredAnalysis> analysis(String id) {
    return new AnalysisReader(clickHouse).find(id);
  }

  private static FigureKey key(String measure, int layer) {
    return new FigureKey(measure, OptionalInt.of(layer), OptionalInt.empty());
  }

  private static double value(EvaluationResult result, String category, Measure measure) {
    return value(result.variants().getFirst(), category, measure);
  }

  private static double value(EvaluationResult.Variant variant, String category, Measure measure) {
    return variant.categories().stream()
        .filter(one -> one.name().equals(category))
        .flatMap(one -> one.measures().stream())
        .filter(one -> one.name().equals(measure.key()))
        .findFirst()
        .orElseThrow()
        .value()
        .orElseThrow();
  }

  /// What somebody else's client reads from the view.
  private static List<Double> measuresThroughJdbc(String evaluation) throws SQLException {
    String url = "jdbc:clickhouse:" + stack.endpoints().clickhouse() + "/viral";
    try (Connection connection = DriverManager.getConnection(url, "default", "");
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT accuracy, yes_ratio, hallucination_rate FROM score_measures"
                    + " WHERE evaluation = ?")) {
      statement.setString(1, evaluation);
      try (ResultSet rows = statement.executeQuery()) {
        assertTrue(rows.next());
        return List.of(rows.getDouble(1), rows.getDouble(2), rows.getDouble(3));
      }
    }
  }

  private static long stored(String evaluation) {
    return number("SELECT count() AS n FROM scores WHERE evaluation = '" + evaluation + "'");
  }

  private static long number(String sql) {
    return clickHouse.query(new Query(sql)).getFirst().number("n");
  }
}
