package io.viralstream.metrics.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.viralstream.metrics.measures.PairedComparison;
import io.viralstream.metrics.measures.PairedCounts;
import io.viralstream.metrics.read.ComparisonReader.Category;
import io.viralstream.metrics.read.ComparisonReader.Comparison;
import io.viralstream.metrics.read.ComparisonReader.KindCount;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedCategoriesTest {
  /// Four pictures with a question in both splits, one with a question in one.
  private static final List<KindCount> SPLITS =
      List.of(
          of("k1", 4, "popular", new PairedCounts(1, 0, 0, 0)),
          of("k1", 4, "random", new PairedCounts(0, 1, 0, 0)),
          of("k2", 1, "random", new PairedCounts(0, 0, 1, 0)));

  @Test
  void meansTheSplitsOfPope() {
    Comparison found = named("pope-official/1");

    assertEquals(List.of("overall", "pooled", "popular", "random"), names(found));
    assertEquals(.3, found.categories().get(0).accuracy().difference(), 1e-12); // (0 + 3/5) / 2
    assertEquals(3 / 9.0, found.categories().get(1).accuracy().difference(), 1e-12);
    assertEquals(new PairedCounts(4, 4, 1, 0), found.categories().get(0).accuracy().counts());
  }

  /// Within one split no picture repeats, so McNemar's: 4 against 1 is 2 · (1 + 5) / 2⁵.
  @Test
  void testsEachCategoryOnItsOwnItems() {
    PairedComparison random = named("pope-official/1").categories().getLast().accuracy();

    assertEquals(new PairedCounts(0, 4, 1, 0), random.counts());
    assertEquals(.375, random.p(), 1e-12);
  }

  @Test
  void takesAllItemsAlikeWhereTheRuleIsNotKnown() {
    Comparison found = named("later/1");

    assertFalse(found.official());
    assertEquals(List.of("pooled", "popular", "random"), names(found));
  }

  @Test
  void isEmptyWhereNoItemIsShared() {
    assertEquals(List.of(), ComparisonReader.comparison(List.of()).categories());
  }

  private static Comparison named(String parser) {
    return ComparisonReader.comparison(
        SPLITS.stream()
            .map(one ->
                new KindCount(one.kind(), one.pictures(), parser, one.category(), one.counts()))
            .toList());
  }

  private static List<String> names(Comparison comparison) {
    return comparison.categories().stream().map(Category::name).toList();
  }

  private static KindCount of(String kind, long pictures, String category, PairedCounts counts) {
    return new KindCount(kind, pictures, "", category, counts);
  }
}
