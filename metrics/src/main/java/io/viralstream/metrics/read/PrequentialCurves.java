package io.viralstream.metrics.read;

import java.util.List;

/// How an arm's guesses and losses went, measured on each sample before it was learnt.
///
/// @param samples samples that were asked for
/// @param drawn of these the newest, which the curves are of
/// @param found curves that these have; those with fewest samples may be left out
/// @param curves feeds before categories, then by name; none where there is no sample
public record PrequentialCurves(long samples, long drawn, long found, List<Curve> curves) {
  public PrequentialCurves {
    curves = List.copyOf(curves);
  }

  /// The samples of one feed, or those that name one category.
  ///
  /// @param kind `feed` or `category`
  /// @param samples of the curve, at least 1
  /// @param points in the order of samples; the last stands at the last sample
  public record Curve(String kind, String name, long samples, List<Point> points) {
    public Curve {
      points = List.copyOf(points);
    }
  }

  /// A curve at one of its samples.
  ///
  /// @param sample which of the curve's samples, from 1
  /// @param taskOffset the sample's place in `train-tasks`
  /// @param step the optimizer step that learnt it
  /// @param windowed means over the last samples up to this one
  /// @param fading S_i / N_i with S_i = x_i + α S_(i−1) and N_i = 1 + α N_(i−1)
  public record Point(
      long sample, long taskOffset, long step, Averages windowed, Averages fading) {}

  /// Averages over samples.
  ///
  /// @param exactMatch of the share of a sample's turns that were guessed to the letter
  /// @param lm of L_LM, equation 2, nats a token
  public record Averages(double exactMatch, double lm) {}
}
