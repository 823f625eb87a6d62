package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How an arm's losses went.
public final class LossReader {

  /// Mean losses over some neighbouring steps, up to and including `step`.
  ///
  /// @param lm L_LM, equation 2
  /// @param vra L_VRA, equation 7; empty where no sample had one
  /// @param total L_LM + λ L_VRA, equation 6
  public record LossPoint(
      long step, double lm, OptionalDouble vra, double total, double learningRate) {}

  /// Mean losses over the first and the last tenth of an arm's steps.
  ///
  /// @param steps all steps, at least 1
  public record LossEnds(
      long steps, double firstLm, double lastLm, OptionalDouble firstVra, OptionalDouble lastVra) {}

  private static final int MOST_POINTS = 10_000;
  private static final Query LOSSES = Query.of(LossReader.class, "losses");
  private static final Query ENDS = Query.of(LossReader.class, "loss_ends");

  private final ClickHouse clickHouse;

  public LossReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /// The curve from the first step to the last.
  ///
  /// @param points how many at most; longer curves are averaged over neighbouring steps
  public List<LossPoint> curve(String arm, int points) {
    if (points < 1 || points > MOST_POINTS)
      throw new IllegalArgumentException("points=" + points + ", expected 1 to " + MOST_POINTS);
    return clickHouse.query(LOSSES, Binding.of("arm", arm), Binding.of("points", points)).stream()
        .map(LossReader::point)
        .toList();
  }

  /// Empty where the arm has made no step.
  public Optional<LossEnds> ends(String arm) {
    Row row = clickHouse.query(ENDS, Binding.of("arm", arm)).getFirst();
    if (row.number("counted") == 0) return Optional.empty();
    return Optional.of(
        new LossEnds(
            row.number("counted"),
            row.real("first_lm"),
            row.real("last_lm"),
            row.optionalReal("first_vra"),
            row.optionalReal("last_vra")));
  }

  private static LossPoint point(Row row) {
    return new LossPoint(
        row.number("step"),
        row.real("lm"),
        row.optionalReal("vra"),
        row.real("total"),
        row.real("learning_rate"));
  }
}
