package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// What is stored of an evaluation's scores.
///
/// @param answered different items
/// @param rows of all variants
record StoredScores(
    long answered,
    long rows,
    OptionalLong step,
    String prompt,
    long maxTokens,
    double temperature,
    Optional<String> rescored,
    boolean truthFromAnswers) {

  /// No score is stored yet.
  static final StoredScores NONE =
      new StoredScores(0, 0, OptionalLong.empty(), "", 0, 0, Optional.empty(), false);

  /// Reads them, and remembers those of evaluations of which all is stored: then they stay as they
  /// are until the evaluation says that it has scored more.
  static final class Reader {
    private static final Query STORED = Query.of(StoredScores.class, "stored_scores");
    private static final int ENTRY = 512;

    private record Key(String evaluation, long scored) {}

    private final ClickHouse clickHouse;
    private final FigureCache<Key, StoredScores> whole = new FigureCache<>(known -> ENTRY);

    Reader(ClickHouse clickHouse) {
      this.clickHouse = clickHouse;
    }

    /// @param scored how many items each evaluation says that it has scored
    Map<String, StoredScores> of(Map<String, Long> scored) {
      var found = new HashMap<String, StoredScores>();
      var asked = new ArrayList<String>();
      scored.forEach((id, items) ->
          whole
              .find(new Key(id, items))
              .ifPresentOrElse(known -> found.put(id, known), () -> asked.add(id)));
      if (asked.isEmpty()) return found;
      for (Row row : clickHouse.query(STORED, Binding.of("evaluations", array(asked)))) {
        String id = row.text("evaluation");
        StoredScores scores = scores(row);
        found.put(id, scores);
        long items = scored.getOrDefault(id, 0L);
        if (scores.answered() >= items) whole.put(new Key(id, items), scores);
      }
      return found;
    }

    /// As ClickHouse writes an array of strings.
    private static String array(List<String> ids) {
      return ids.stream()
          .map(id -> "'" + id.replace("\\", "\\\\").replace("'", "\\'") + "'")
          .collect(Collectors.joining(",", "[", "]"));
    }

    private static StoredScores scores(Row row) {
      return new StoredScores(
          row.number("answered"),
          row.number("score_rows"),
          row.optionalNumber("step"),
          row.text("prompt"),
          row.number("max_tokens"),
          row.real("temperature"),
          row.optionalText("rescored").filter(id -> !id.isEmpty()),
          row.number("truth_from_answers") == 1);
    }
  }
}
