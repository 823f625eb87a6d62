package io.viralstream.metrics.read;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import io.viralstream.metrics.read.EvaluationResult.Asking;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.Variant;
import io.viralstream.scoring.figures.CountedAggregation;
import io.viralstream.scoring.figures.Counts;
import io.viralstream.scoring.figures.Headline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Results by evaluation, variant and category, each figure with its 95 % interval.
///
/// Throws `ClickHouseUnavailableException` where ClickHouse is away, as all readers do.
public final class ResultsReader {

  /// Counts of one picture in one category of one variant.
  ///
  /// @param unreadYes answers that could not be read where the truth is yes
  /// @param unreadNo where it is no
  record ClusterCount(
      String variant,
      String parser,
      String category,
      String cluster,
      Counts counts,
      long unreadYes,
      long unreadNo) {

    static ClusterCount of(Row row) {
      var counts =
          new Counts(
              row.number("items"),
              row.number("correct"),
              row.number("truths_yes") - ignored(row, "unread_yes"),
              row.number("truths_no") - ignored(row, "unread_no"),
              row.number("true_yes"),
              row.number("false_yes"));
      return new ClusterCount(
          row.text("variant"),
          row.text("parser"),
          row.text("category"),
          row.text("cluster"),
          counts,
          row.number("unread_yes") - ignored(row, "unread_yes"),
          row.number("unread_no") - ignored(row, "unread_no"));
    }

    /// Answers that could not be read and count in accuracy alone.
    private static long ignored(Row row, String column) {
      return BenchmarkRule.variantOf(row.text("parser"))
          .filter(Variant::ignoresUnread)
          .map(variant -> row.number(column))
          .orElse(0L);
    }
  }

  /// @param rows score rows of the evaluation
  /// @param failed items without an answer: they too decide which groups are complete
  private record Key(String evaluation, long rows, long failed, Optional<String> category) {}

  /// What rows make of one evaluation.
  record Found(List<EvaluationResult.Variant> variants, long incomplete, String hash) {}

  private static final int ENTRY = 512;
  private static final int CATEGORY = 256;
  private static final int MEASURED = 128;
  private static final Query EVALUATIONS = Query.of(ResultsReader.class, "evaluations");
  private static final Query FACTS = Query.of(ResultsReader.class, "evaluation_facts");
  private static final Query CLUSTERS = Query.of(ResultsReader.class, "clusters");

  private final ClickHouse clickHouse;
  private final ItemScores items;
  private final StoredScores.Reader stored;
  private final FigureCache<Key, Found> figures = new FigureCache<>(ResultsReader::bytes);

  public ResultsReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
    this.items = new ItemScores(clickHouse);
    this.stored = new StoredScores.Reader(clickHouse);
  }

  /// Newest first. With a category, only that one and no `overall`.
  public List<EvaluationResult> results(ResultsFilter filter) {
    List<Row> evaluations =
        clickHouse.query(
            EVALUATIONS,
            bind("evaluation", filter.evaluation()),
            bind("model", filter.model()),
            bind("against", filter.against().or(filter::model)),
            bind("arm", filter.arm()),
            bind("benchmark", filter.benchmark()),
            bind("after", filter.after().map(ResultsFilter.Cursor::evaluation)),
            Binding.of(
                "after_millis", filter.after().map(ResultsFilter.Cursor::startedMillis).orElse(0L)),
            Binding.of("limit", filter.limit()));
    Map<String, StoredScores> kept = stored.of(progress(evaluations));
    return evaluations.stream()
        .map(row ->
            result(row, kept.getOrDefault(row.text("evaluation"), StoredScores.NONE), filter))
        .toList();
  }

  /// How many items each evaluation says that it has scored.
  private static Map<String, Long> progress(List<Row> evaluations) {
    var scored = new LinkedHashMap<String, Long>();
    evaluations.forEach(row -> scored.put(row.text("evaluation"), row.number("scored")));
    return scored;
  }

  private EvaluationResult result(Row row, StoredScores scores, ResultsFilter filter) {
    String id = row.text("evaluation");
    Optional<String> category = filter.category();
    var key = new Key(id, scores.rows(), row.number("failed"), category);
    Found found = figures.get(key, () -> found(row, category));
    return new EvaluationResult(
        id,
        row.text("benchmark"),
        row.text("version"),
        row.text("model_version"),
        row.text("arm"),
        scores.step(),
        row.number("items"),
        scores.answered(),
        row.number("failed"),
        row.number("conflicts"),
        found.incomplete(),
        new Asking(
            scores.prompt(),
            scores.maxTokens(),
            scores.temperature(),
            scores.rescored(),
            scores.truthFromAnswers(),
            row.number("started")),
        found.hash(),
        found.variants());
  }

  private Found found(Row row, Optional<String> category) {
    String id = row.text("evaluation");
    List<Row> facts = clickHouse.query(FACTS, Binding.of("evaluation", id));
    boolean grouped = facts.stream().anyMatch(fact -> isGrouped(fact.text("parser")));
    Found bare =
        grouped
            ? GroupedResults.of(
                items.answered(id),
                items.unanswered(id, row.text("benchmark"), row.text("version")),
                category)
            : new Found(variants(counts(id, category), category), 0, "");
    return told(bare, facts);
  }

  private static boolean isGrouped(String parser) {
    return BenchmarkRule.variantOf(parser)
        .filter(variant -> !(variant.aggregation() instanceof CountedAggregation))
        .isPresent();
  }

  /// With what the rows say of each variant beside its figures.
  private static Found told(Found bare, List<Row> facts) {
    var variants = new ArrayList<EvaluationResult.Variant>();
    String hash = "";
    for (Row fact : facts) {
      String name = fact.text("variant");
      List<EvaluationResult.Category> categories =
          bare.variants().stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .map(EvaluationResult.Variant::categories)
              .orElse(List.of());
      variants.add(
          new EvaluationResult.Variant(
              name, fact.text("parser"), fact.number("unread"), categories));
      if (hash.isEmpty() || BenchmarkRule.isOfficial(fact.text("parser"))) hash = fact.text("hash");
    }
    return new Found(List.copyOf(variants), bare.incomplete(), hash);
  }

  private List<ClusterCount> counts(String evaluation, Optional<String> category) {
    return clickHouse
        .query(CLUSTERS, Binding.of("evaluation", evaluation), bind("category", category))
        .stream()
        .map(ClusterCount::of)
        .toList();
  }

  /// All figures of some counts, by variant and category in order of name, `overall` last.
  static List<EvaluationResult.Variant> variants(
      List<ClusterCount> counts, Optional<String> category) {
    var variants = new ArrayList<EvaluationResult.Variant>();
    counts.stream()
        .collect(groupingBy(ClusterCount::variant, TreeMap::new, toList()))
        .forEach((name, own) ->
            variants.add(
                new EvaluationResult.Variant(
                    name, own.getFirst().parser(), 0, categories(own, category))));
    return List.copyOf(variants);
  }

  private static List<EvaluationResult.Category> categories(
      List<ClusterCount> counts, Optional<String> category) {
    var categories = new ArrayList<EvaluationResult.Category>();
    counts.stream()
        .collect(groupingBy(ClusterCount::category, TreeMap::new, toList()))
        .forEach((name, own) -> categories.add(HeadlineFigures.pooled(name, own)));
    if (category.isEmpty()) categories.addAll(HeadlineFigures.of(headlines(counts), counts));
    return List.copyOf(categories);
  }

  /// None where a later version of us has stored the rows: their rule is not known here.
  private static List<Headline> headlines(List<ClusterCount> counts) {
    return BenchmarkRule.variantOf(counts.getFirst().parser())
        .map(Variant::headlines)
        .orElse(List.of());
  }

  private static Binding bind(String name, Optional<String> value) {
    return Binding.of(name, value.orElse(""));
  }

  private static long bytes(Found found) {
    return ENTRY
        + found.variants().stream()
            .flatMap(variant -> variant.categories().stream())
            .mapToLong(one ->
                CATEGORY + 2L * one.name().length() + MEASURED * (long) one.measures().size())
            .sum();
  }
}
