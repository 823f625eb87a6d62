package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.measures.Measured;
import io.viralstream.metrics.measures.PairedCounts;
import io.viralstream.metrics.migrations.Migrator;
import io.viralstream.metrics.read.BatchSizeReader;
import io.viralstream.metrics.read.BatchSizeReader.BatchCount;
import io.viralstream.metrics.read.ComparisonReader;
import io.viralstream.metrics.read.ComparisonReader.Category;
import io.viralstream.metrics.read.ComparisonReader.Comparison;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.ResultsFilter;
import io.viralstream.metrics.read.ResultsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Evaluations read and compared by rows on a real engine.
///
/// ```
/// pope-official   picture x   y   z, as y      generic   no pictures
/// random              1 0    1 0    1 0          g1          1 0
/// popular             1 1    0 1    0 1          g2          1 1
///                                                g3          0 0
/// ```
///
/// The first digit says whether the first evaluation was right, the second whether the other was.
class ComparisonRowsJourneyTest {
  @TempDir private static Path data;
  private static Engine engine;
  private static ClickHouse clickHouse;
  private static ComparisonReader reader;
  private static int offset;
  private static final EvaluationResult.Asking ASKING =
      new EvaluationResult.Asking("trained", 16, 0, Optional.empty(), false, 0);

  @BeforeAll
  static void storeTwoEvaluations() throws Exception {
    engine = Engine.start(data);
    ClickHouseUrl url = engine.database("comparison");
    new Migrator().run(url);
    clickHouse = new ClickHouse(url);
    reader = new ComparisonReader(clickHouse);
    for (String picture : List.of("x", "y", "z")) {
      pope("one", picture, "random", true);
      pope("two", picture, "random", false);
      pope("one", picture, "popular", picture.equals("x"));
      pope("two", picture, "popular", true);
    }
    pope("one", "scored-by-the-first-alone", "random", true);
    pope("two", "x", "random", true); // a later answer, which does not count
    generic("g1", true, false);
    generic("g2", true, true);
    generic("g3", false, false);
  }

  @AfterAll
  static void stop() {
    if (clickHouse != null) clickHouse.close();
    if (engine != null) engine.close();
  }

  @Test
  void countsPairsByCategoryAndOverAll() {
    Comparison found = compare("pope-official");

    assertTrue(found.official());
    assertEquals(
        List.of("overall", "pooled", "popular", "random"),
        found.categories().stream().map(Category::name).toList());
    assertEquals(new PairedCounts(1, 3, 2, 0), found.categories().get(0).accuracy().counts());
    assertEquals(new PairedCounts(1, 0, 2, 0), found.categories().get(2).accuracy().counts());
    assertEquals(new PairedCounts(0, 3, 0, 0), found.categories().get(3).accuracy().counts());
  }

  /// Random leads by 1 and popular by −2/3, with as many items in each.
  @Test
  void meansPopesSplits() {
    for (Category headline : compare("pope-official").categories().subList(0, 2))
      assertEquals(1 / 6.0, headline.accuracy().difference(), 1e-12, headline.name());
  }

  @Test
  void takesItemsWithoutAPictureForPicturesOfTheirOwn() {
    Category overall = compare("generic").categories().getFirst();

    assertEquals(new PairedCounts(1, 1, 0, 1), overall.accuracy().counts());
    assertEquals(1, overall.accuracy().p()); // McNemar's of 1 against 0
  }

  @Test
  void saysNothingWhereNoItemIsShared() {
    assertFalse(compare("strict").official());
    assertEquals(List.of(), compare("strict").categories());
  }

  /// Of three pairs, one is right, one half right, and of one an item has no answer.
  @Test
  void figuresOfGroupsAreOfTheWholeBenchmarkAndCountWhatIsIncomplete() {
    for (int item = 0; item < 6; item++)
      clickHouse.execute(
          "INSERT INTO benchmark_items (benchmark, version, item_id, category, truth, group_kinds, group_ids, group_sizes)"
              + " VALUES ('p', '1', 'i%d', 'all', '(a)', ['PAIR'], ['%d'], [2])"
                  .formatted(item, item / 2));
    pairItem(0, true);
    pairItem(1, true);
    pairItem(2, true);
    pairItem(3, false);
    pairItem(4, true);
    clickHouse.execute(
        "INSERT INTO progress (evaluation, item_partition, item_partitions, benchmark, version, model_version, arm, items,"
            + " scored, failed, state, offset) VALUES ('pairs', 0, 1, 'p', '1', 'm', 'a', 6, 5, 1, 'INCOMPLETE', 0)");

    EvaluationResult found =
        new ResultsReader(clickHouse).results(ResultsFilter.evaluation("pairs")).getFirst();

    assertEquals(5, found.answered());
    assertEquals(1, found.incomplete());
    assertEquals(64, found.hash().length());
    EvaluationResult.Category overall = found.variants().getFirst().categories().getLast();
    assertEquals("overall", overall.name());
    Map<String, Double> figures =
        overall.measures().stream()
            .collect(Collectors.toMap(Measured::name, one -> one.value().orElseThrow()));
    assertEquals(Map.of("accuracy", .8, "questionAccuracy", .8, "pairAccuracy", .5), figures);
  }

  @Test
  void countsEachItemOnceByTheSequencesThatRanTogetherWhateverVariantsScoredIt() {
    clickHouse.execute(
        "INSERT INTO scores (evaluation, variant, item_id, batch, offset) VALUES ('batches', 'official', 'a', 16, 0),"
            + " ('batches', 'strict', 'a', 16, 1), ('batches', 'official', 'b', 16, 2), ('batches', 'official', 'c', 2, 3)");
    var sizes = new BatchSizeReader(clickHouse);
    assertEquals(List.of(new BatchCount(2, 1), new BatchCount(16, 2)), sizes.batches("batches"));
    assertEquals(List.of(), sizes.batches("none"));
  }

  private static void pairItem(int item, boolean correct) {
    clickHouse.execute(
        "INSERT INTO scores (evaluation, variant, parser, item_id, category, truth, parsed, correct, group_kinds, group_ids,"
            + " group_sizes, offset) VALUES ('pairs', 'mmvp', 'mmvp/1', 'i%d', 'all', '(a)', 'a', %b, ['PAIR'], ['%d'], [2], %d)"
                .formatted(item, correct, item / 2, item));
  }

  private static Comparison compare(String variant) {
    return reader.compare(evaluation("one"), evaluation("two"), variant);
  }

  private static EvaluationResult evaluation(String id) {
    return new EvaluationResult(
        id, "b", "1", "m-" + id, id, OptionalLong.empty(), 10, 10, 0, 0, 0, ASKING, "", List.of());
  }

  private static void pope(String evaluation, String picture, String split, boolean correct) {
    store(evaluation, "pope-official", picture + "-" + split, split, "'" + picture + "'", correct);
  }

  private static void generic(String item, boolean first, boolean second) {
    store("one", "generic", item, "c", "NULL", first);
    store("two", "generic", item, "c", "NULL", second);
  }

  private static void store(
      String evaluation,
      String variant,
      String item,
      String category,
      String picture,
      boolean correct) {
    clickHouse.execute(
        "INSERT INTO scores (evaluation, variant, parser, item_id, category, image_sha256, correct,"
            + " topic, partition, offset) VALUES ('%s', '%s', '%s/1', '%s', '%s', %s, %b, 't', 0, %d)"
                .formatted(
                    evaluation, variant, variant, item, category, picture, correct, offset++));
  }
}
