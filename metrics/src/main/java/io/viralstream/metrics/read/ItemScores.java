package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import io.viralstream.metrics.read.ItemClusters.PicturedItem;
import io.viralstream.scoring.figures.ScoredItem;
import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import io.viralstream.scoring.parse.ParsedAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The items of one evaluation with what was read of their answers, one by one: for figures of
/// groups, which counts by category do not suffice for.
final class ItemScores {
  /// Items under all variants; the published benchmarks have some thousands.
  static final int MOST = 200_000;

  private static final Query SCORED = Query.of(ItemScores.class, "item_scores");
  private static final Query UNANSWERED = Query.of(ItemScores.class, "unanswered_items");

  private final ClickHouse clickHouse;

  ItemScores(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /// The answered items as one variant reads them, each once.
  record ReadItems(String parser, List<PicturedItem> items) {}

  /// By variant in order of name; empty where there are more items than [#MOST].
  List<ReadItems> answered(String evaluation) {
    return read(evaluation, "");
  }

  /// The same under one variant; empty where the evaluation has none of it.
  Optional<ReadItems> answered(String evaluation, String variant) {
    return read(evaluation, variant).stream().findFirst();
  }

  private List<ReadItems> read(String evaluation, String variant) {
    List<Row> rows =
        clickHouse.query(
            SCORED,
            Binding.of("evaluation", evaluation),
            Binding.of("variant", variant),
            Binding.of("limit", MOST + 1));
    if (rows.size() > MOST) return List.of();
    Map<String, List<Row>> variants = new LinkedHashMap<>();
    for (Row row : rows)
      variants.computeIfAbsent(row.text("variant"), name -> new ArrayList<>()).add(row);
    return variants.values().stream()
        .map(own ->
            new ReadItems(
                own.getFirst().text("parser"), own.stream().map(ItemScores::answered).toList()))
        .toList();
  }

  private static PicturedItem answered(Row row) {
    var read = new ParsedAnswer(row.text("parsed"), row.number("correct") == 1);
    return item(row, Optional.of(read));
  }

  /// Items of the version that have no answer.
  List<PicturedItem> unanswered(String evaluation, String benchmark, String version) {
    return clickHouse
        .query(
            UNANSWERED,
            Binding.of("evaluation", evaluation),
            Binding.of("benchmark", benchmark),
            Binding.of("version", version),
            Binding.of("limit", MOST))
        .stream()
        .map(row -> item(row, Optional.empty()))
        .toList();
  }

  private static PicturedItem item(Row row, Optional<ParsedAnswer> answer) {
    return new PicturedItem(
        new ScoredItem(
            row.text("item_id"), row.text("category"), row.text("truth"), groups(row), answer),
        row.text("picture"));
  }

  /// A kind that a later version of us has stored is passed over.
  private static List<Group> groups(Row row) {
    List<String> kinds = row.texts("group_kinds");
    List<String> ids = row.texts("group_ids");
    return IntStream.range(0, kinds.size())
        .boxed()
        .flatMap(i -> kind(kinds.get(i)).map(kind -> new Group(kind, ids.get(i))))
        .toList();
  }

  private static Stream<Kind> kind(String name) {
    return Arrays.stream(Kind.values()).filter(kind -> kind.name().equals(name));
  }
}
