package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import io.viralstream.metrics.measures.PairedComparison;
import io.viralstream.metrics.measures.PairedCounts;
import io.viralstream.metrics.measures.PairedFigures.Difference;
import io.viralstream.scoring.BenchmarkRule;
import java.util.List;

/// Compares two models item by item, as two arms that saw the same stream should be.
public final class ComparisonReader {

  /// Two evaluations under one variant, on the items that both have scored.
  ///
  /// @param official whether the variant is the benchmark's own
  /// @param categories headlines as the rule has them, then categories in order of name; none where
  ///   the evaluations share no item
  /// @param figures other figures than accuracy, in the order of results
  public record Comparison(boolean official, List<Category> categories, List<Difference> figures) {}

  /// @param name the benchmark's own category, or `overall`, or POPE's `pooled`
  public record Category(String name, PairedComparison accuracy) {}

  /// Counts of one category of one of the pictures of a kind: of those whose counts are the same in
  /// all categories.
  ///
  /// @param pictures how many there are of the kind
  record KindCount(
      String kind, long pictures, String parser, String category, PairedCounts counts) {

    static KindCount of(Row row) {
      var counts =
          new PairedCounts(
              row.number("both"),
              row.number("only_first"),
              row.number("only_second"),
              row.number("neither"));
      return new KindCount(
          row.text("kind"),
          row.number("pictures"),
          row.text("parser"),
          row.text("category"),
          counts);
    }
  }

  /// @param answeredFirst items that the first has scored; with those of the second they tell
  ///   whether anything can have changed
  private record Key(
      String first, long answeredFirst, String second, long answeredSecond, String variant) {}

  private static final Query PAIRS = Query.of(ComparisonReader.class, "pairs");
  private static final int ENTRY = 1_024;
  private static final int CATEGORY = 256;

  private final ClickHouse clickHouse;
  private final ComparedFigures figures;
  private final FigureCache<Key, Comparison> comparisons =
      new FigureCache<>(ComparisonReader::bytes);

  public ComparisonReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
    this.figures = new ComparedFigures(new ItemScores(clickHouse));
  }

  /// Throws `ClickHouseUnavailableException` where ClickHouse is away.
  ///
  /// @param variant one that both evaluations have, such as `pope-official`
  public Comparison compare(EvaluationResult first, EvaluationResult second, String variant) {
    var key = new Key(first.id(), first.answered(), second.id(), second.answered(), variant);
    return comparisons.get(
        key,
        () ->
            with(
                comparison(counts(first.id(), second.id(), variant)),
                figures.compare(first.id(), second.id(), variant)));
  }

  private List<KindCount> counts(String first, String second, String variant) {
    return clickHouse
        .query(
            PAIRS,
            Binding.of("first", first),
            Binding.of("second", second),
            Binding.of("variant", variant))
        .stream()
        .map(KindCount::of)
        .toList();
  }

  static Comparison comparison(List<KindCount> counts) {
    if (counts.isEmpty()) return new Comparison(false, List.of(), List.of());
    String parser = counts.getFirst().parser();
    return new Comparison(
        BenchmarkRule.isOfficial(parser),
        ComparedCategories.of(BenchmarkRule.variantOf(parser), counts),
        List.of());
  }

  private static Comparison with(Comparison accuracy, List<Difference> figures) {
    return new Comparison(accuracy.official(), accuracy.categories(), figures);
  }

  private static long bytes(Comparison comparison) {
    return ENTRY
        + comparison.categories().stream()
            .mapToLong(one -> CATEGORY + 2L * one.name().length())
            .sum()
        + CATEGORY * (long) comparison.figures().size();
  }
}
