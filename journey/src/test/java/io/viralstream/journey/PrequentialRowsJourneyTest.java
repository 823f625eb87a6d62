package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.migrations.Migrator;
import io.viralstream.metrics.read.PrequentialCurves;
import io.viralstream.metrics.read.PrequentialCurves.Averages;
import io.viralstream.metrics.read.PrequentialCurves.Curve;
import io.viralstream.metrics.read.PrequentialCurves.Point;
import io.viralstream.metrics.read.PrequentialQuery;
import io.viralstream.metrics.read.PrequentialReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prequential curves by rows on a real engine, beside the same ones computed sample after sample.
///
/// Every third sample is of the feed `b`; of four samples, one names the category `colour` and one
/// `it's, "odd"`. Rows are stored in another order than they were learnt in.
class PrequentialRowsJourneyTest {
  private static final int SAMPLES = 211;
  private static final String ODD = "it's, \"odd\"";

  @TempDir private static Path data;
  private static Engine engine;
  private static ClickHouse clickHouse;
  private static final List<Sample> STORED = samples();

  private record Sample(
      long offset, String feed, Optional<String> category, double lm, int turns, int exact) {}

  @BeforeAll
  static void storeTwoArms() throws Exception {
    engine = Engine.start(data);
    ClickHouseUrl url = engine.database("prequential");
    new Migrator().run(url);
    clickHouse = new ClickHouse(url);
    var shuffled = new ArrayList<>(STORED);
    Collections.shuffle(shuffled, new Random(5));
    store("viral", shuffled);
    store("other", List.of(new Sample(0, "a", Optional.empty(), 9, 1, 1)));
    store("silent", List.of(new Sample(0, "a", Optional.empty(), 9, 0, 0)));
  }

  @AfterAll
  static void stop() {
    if (clickHouse != null) clickHouse.close();
    if (engine != null) engine.close();
  }

  @Test
  void drawsACurveForEachFeedAndEachCategory() {
    List<Curve> curves = curves(20, .9, 7).curves();

    assertEquals(
        List.of("feed a", "feed b", "category colour", "category " + ODD),
        curves.stream().map(curve -> curve.kind() + " " + curve.name()).toList());
    assertCurve(curves.get(0), 20, .9, 7, sample -> sample.feed().equals("a"));
    assertCurve(curves.get(1), 20, .9, 7, sample -> sample.feed().equals("b"));
    assertCurve(curves.get(2), 20, .9, 7, sample -> names(sample, "colour"));
    assertCurve(curves.get(3), 20, .9, 7, sample -> names(sample, ODD));
  }

  @Test
  void hasAPointAtEverySampleWhereThereIsRoom() {
    Curve curve = curves(3, .99, 1_000).curves().getFirst();

    assertCurve(curve, 3, .99, 1_000, sample -> sample.feed().equals("a"));
  }

  /// A window of all samples and a factor of 1 are both the mean of all samples.
  @Test
  void meansAllSamplesWhereNothingIsForgotten() {
    Point end = curves(100_000, 1, 1).curves().getFirst().points().getFirst();

    assertEquals(end.windowed().exactMatch(), end.fading().exactMatch(), 1e-12);
    assertEquals(end.windowed().lm(), end.fading().lm(), 1e-12);
  }

  @Test
  void takesTheSamplesOfOneFeedAndOneCategory() {
    var query = new PrequentialQuery("viral", Optional.of("b"), Optional.of("colour"), 5, .5, 4);
    PrequentialCurves found = new PrequentialReader(clickHouse).curves(query);

    assertEquals(List.of("b", "colour"), found.curves().stream().map(Curve::name).toList());
    for (Curve curve : found.curves())
      assertCurve(curve, 5, .5, 4, sample -> sample.feed().equals("b") && names(sample, "colour"));
  }

  @Test
  void leavesOutTheOldestSamplesBeyondItsBound() {
    PrequentialCurves found = new PrequentialReader(clickHouse, 50, 50).curves(query(20, .9, 7));

    assertEquals(List.of(211L, 50L), List.of(found.samples(), found.drawn()));
    assertCurve(
        found.curves().getFirst(),
        20,
        .9,
        7,
        sample -> sample.offset() >= 2 * (SAMPLES - 50) && sample.feed().equals("a"));
  }

  @Test
  void leavesOutTheSmallestCurvesBeyondItsBound() {
    PrequentialCurves found = new PrequentialReader(clickHouse, 500, 2).curves(query(20, .9, 7));

    assertEquals(4, found.found());
    assertEquals(List.of("a", "b"), found.curves().stream().map(Curve::name).toList());
  }

  @Test
  void drawsNothingOfAnArmWithoutGuesses() {
    for (String arm : List.of("nobody", "silent")) {
      var query = new PrequentialQuery(arm, Optional.empty(), Optional.empty(), 5, .5, 4);
      assertEquals(
          new PrequentialCurves(0, 0, 0, List.of()),
          new PrequentialReader(clickHouse).curves(query));
    }
  }

  private static PrequentialCurves curves(int window, double fading, int points) {
    return new PrequentialReader(clickHouse).curves(query(window, fading, points));
  }

  private static PrequentialQuery query(int window, double fading, int points) {
    return new PrequentialQuery(
        "viral", Optional.empty(), Optional.empty(), window, fading, points);
  }

  private static boolean names(Sample sample, String category) {
    return sample.category().equals(Optional.of(category));
  }

  /// The definitions, sample after sample.
  private static void assertCurve(
      Curve curve, int window, double fading, int points, Predicate<Sample> of) {
    List<Sample> samples = STORED.stream().filter(of).toList();
    int kept = Math.min(points, samples.size());
    assertEquals(
        List.of(samples.size(), kept), List.of((int) curve.samples(), curve.points().size()));
    double exact = 0;
    double lm = 0;
    double weight = 0;
    int point = 0;
    for (int i = 1; i <= samples.size(); i++) {
      Sample sample = samples.get(i - 1);
      exact = share(sample) + fading * exact;
      lm = sample.lm() + fading * lm;
      weight = 1 + fading * weight;
      if (i != Math.ceilDiv((point + 1) * samples.size(), kept)) continue;
      Point found = curve.points().get(point++);
      List<Sample> last = samples.subList(Math.max(0, i - window), i);
      var windowed =
          new Averages(
              last.stream().mapToDouble(PrequentialRowsJourneyTest::share).average().orElseThrow(),
              last.stream().mapToDouble(Sample::lm).average().orElseThrow());
      assertEquals(
          List.of((long) i, sample.offset(), sample.offset() + 1000),
          List.of(found.sample(), found.taskOffset(), found.step()));
      assertAverages(windowed, found.windowed());
      assertAverages(new Averages(exact / weight, lm / weight), found.fading());
    }
    assertEquals(kept, point);
  }

  private static void assertAverages(Averages expected, Averages found) {
    assertEquals(expected.exactMatch(), found.exactMatch(), 1e-12);
    assertEquals(expected.lm(), found.lm(), 1e-12);
  }

  private static double share(Sample sample) {
    return (double) sample.exact() / sample.turns();
  }

  private static List<Sample> samples() {
    var random = new Random(3);
    List<Optional<String>> categories =
        List.of(Optional.empty(), Optional.of("colour"), Optional.empty(), Optional.of(ODD));
    return IntStream.range(0, SAMPLES)
        .mapToObj(i -> {
          int turns = 1 + random.nextInt(3);
          return new Sample(
              2L * i,
              i % 3 == 2 ? "b" : "a",
              categories.get(i % 4),
              5 * random.nextDouble(),
              turns,
              random.nextInt(turns + 1));
        })
        .toList();
  }

  private static void store(String arm, List<Sample> samples) {
    String rows =
        samples.stream().map(sample -> row(arm, sample)).collect(Collectors.joining(", "));
    clickHouse.execute(
        "INSERT INTO train_samples (sample_id, arm, step, feed, pass, task_offset, lm,"
            + " answer_tokens, turns, exact_turns, category, at, topic, partition, offset) VALUES "
            + rows);
  }

  private static String row(String arm, Sample sample) {
    return Stream.of(
            text("s" + sample.offset()),
            text(arm),
            sample.offset() + 1000,
            text(sample.feed()),
            1,
            sample.offset(),
            String.format(Locale.ROOT, "%.17g", sample.lm()),
            2,
            sample.turns(),
            sample.exact(),
            sample.category().map(PrequentialRowsJourneyTest::text).orElse("NULL"),
            0,
            text("t"),
            0,
            0)
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String text(String value) {
    return "'" + value.replace("'", "\\'") + "'";
  }
}
