package io.viralstream.metrics.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.metrics.measures.Measured;
import io.viralstream.metrics.read.ResultsReader.ClusterCount;
import io.viralstream.scoring.figures.Counts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadlineFiguresTest {
  private static final List<ClusterCount> COUNTS =
      List.of(
          count("random", "a", new Counts(4, 4, 2, 2, 2, 0)),
          count("popular", "a", new Counts(2, 1, 1, 1, 1, 1)),
          count("adversarial", "b", new Counts(2, 0, 1, 1, 0, 1)));

  @Test
  void isTheMeanOverPopesSplitsWithThePooledFigureBesideIt() {
    List<EvaluationResult.Category> categories = categories("pope-official", "pope-official/1");

    assertEquals(
        List.of("adversarial", "popular", "random", "overall", "pooled"),
        categories.stream().map(EvaluationResult.Category::name).toList());
    assertEquals(.5, accuracy(categories.get(3)));
    assertEquals(.625, accuracy(categories.get(4)));
  }

  @Test
  void takesAllItemsAlikeElsewhere() {
    List<EvaluationResult.Category> categories = categories("generic", "generic/1");

    assertEquals("overall", categories.getLast().name());
    assertEquals(.625, accuracy(categories.getLast()));
    assertEquals(8, categories.getLast().items());
  }

  @Test
  void followsTheParserWhateverItsVersion() {
    assertEquals("pooled", categories("strict", "strict/7").getLast().name());
  }

  @Test
  void isLeftOutWhereTheParserIsNotKnown() {
    assertEquals("random", categories("strict", "later/1").getLast().name());
  }

  @Test
  void isLeftOutWhereOneCategoryWasAskedFor() {
    List<ClusterCount> own =
        COUNTS.subList(0, 1).stream().map(one -> named("generic", "generic/1", one)).toList();

    List<EvaluationResult.Category> categories =
        ResultsReader.variants(own, Optional.of("random")).getFirst().categories();

    assertEquals(
        List.of("random"), categories.stream().map(EvaluationResult.Category::name).toList());
  }

  private static List<EvaluationResult.Category> categories(String variant, String parser) {
    List<ClusterCount> named = COUNTS.stream().map(one -> named(variant, parser, one)).toList();
    return ResultsReader.variants(named, Optional.empty()).getFirst().categories();
  }

  private static ClusterCount named(String variant, String parser, ClusterCount count) {
    return new ClusterCount(
        variant, parser, count.category(), count.cluster(), count.counts(), 0, 0);
  }

  private static ClusterCount count(String category, String cluster, Counts counts) {
    return new ClusterCount("", "", category, cluster, counts, 0, 0);
  }

  private static double accuracy(EvaluationResult.Category category) {
    Measured first = category.measures().getFirst();
    assertEquals("accuracy", first.name());
    return first.value().orElseThrow();
  }
}
