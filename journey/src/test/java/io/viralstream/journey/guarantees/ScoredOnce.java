package io.viralstream.journey.guarantees;

import io.viralstream.schemas.avro.Asked;
import io.viralstream.schemas.avro.Score;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// No (evaluation, item, variant) has two scores and no ask two rows, in the log; and ClickHouse
/// holds as many rows as the log has records.
public final class ScoredOnce {
  private ScoredOnce() {}

  /// The figure that a query of ClickHouse gives.
  public interface Figure {
    long of(String sql) throws Exception;
  }

  public static List<String> breaches(CommittedRecords arrived, Figure clickHouse)
      throws Exception {
    var breaches = new ArrayList<String>();
    Set<List<String>> scored = new HashSet<>();
    for (Score score : arrived.scores()) {
      var place = List.of(score.getEvaluation(), score.getItemId(), score.getVariant());
      if (!scored.add(place)) breaches.add("scored twice: " + place);
    }
    Set<String> asked = new HashSet<>();
    for (Asked ask : arrived.asked())
      if (!asked.add(ask.getId())) breaches.add("answered twice: " + ask.getId());
    compare(breaches, "scores", scored.size(), clickHouse);
    compare(breaches, "asked", asked.size(), clickHouse);
    compare(breaches, "samples", arrived.admitted().size(), clickHouse);
    compare(
        breaches,
        "train_steps",
        arrived.steps().values().stream().mapToInt(List::size).sum(),
        clickHouse);
    return breaches;
  }

  private static void compare(List<String> breaches, String table, long records, Figure clickHouse)
      throws Exception {
    long rows = clickHouse.of("SELECT count() FROM " + table);
    if (rows != records) breaches.add(table + ": " + rows + " rows of " + records + " records");
  }
}
