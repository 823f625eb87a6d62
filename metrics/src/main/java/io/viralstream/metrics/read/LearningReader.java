package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import java.time.Instant;
import java.util.List;

/// How soon what an arm is sent shows in answers.
public final class LearningReader {

  /// From the acceptance of a sample by the gateway until the first answer by a version of the arm
  /// that was trained on it, live or of an evaluation.
  ///
  /// @param answered samples that such an answer followed, at least 1
  /// @param unanswered samples that were learnt and that none followed yet; they are in no figure
  /// @param p50Millis median over the answered ones, milliseconds
  /// @param p95Millis 95th percentile over the answered ones, milliseconds
  public record LearningFreshness(
      String arm, long answered, long unanswered, long p50Millis, long p95Millis) {}

  private static final int MOST = 50_000;
  private static final Query LEARNING = Query.of(LearningReader.class, "learning");

  private final ClickHouse clickHouse;

  public LearningReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /// By arm, without those of which no sample was answered yet, over about 50,000 samples at most.
  ///
  /// @param since the earliest acceptance that counts
  public List<LearningFreshness> freshness(Instant since) {
    return freshness(since, MOST);
  }

  /// Over so many samples at most, more or less: of a faster stream, those are drawn by their ids.
  public List<LearningFreshness> freshness(Instant since, int most) {
    var from = Binding.of("since", since.toEpochMilli());
    return clickHouse.query(LEARNING, from, Binding.of("most", most)).stream()
        .map(LearningReader::freshness)
        .toList();
  }

  private static LearningFreshness freshness(Row row) {
    return new LearningFreshness(
        row.text("arm"),
        row.number("answered"),
        row.number("unanswered"),
        row.number("p50"),
        row.number("p95"));
  }
}
