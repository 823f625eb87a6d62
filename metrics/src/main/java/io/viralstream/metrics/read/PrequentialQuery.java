package io.viralstream.metrics.read;

import java.util.Optional;

/// Which prequential curves are asked for, and how they are smoothed.
///
/// @param feed only samples of this feed; empty for all
/// @param category only samples of this category; empty for all, with or without one
/// @param window samples that a windowed mean is over, 1 to [#MOST_WINDOW]
/// @param fading α: what a sample counts beside the next one, above 0 and at most 1, where 1
///   forgets nothing
/// @param points of each curve at most, 1 to [#MOST_POINTS]
public record PrequentialQuery(
    String arm,
    Optional<String> feed,
    Optional<String> category,
    int window,
    double fading,
    int points) {
  public static final int USUAL_WINDOW = 200;
  public static final int MOST_WINDOW = 100_000;
  public static final double USUAL_FADING = .99;
  public static final int USUAL_POINTS = 100;
  public static final int MOST_POINTS = 1_000;

  public PrequentialQuery {
    if (window < 1 || window > MOST_WINDOW)
      throw new IllegalArgumentException("window=" + window + ", expected 1 to " + MOST_WINDOW);
    if (!(fading > 0 && fading <= 1))
      throw new IllegalArgumentException("fading=" + fading + ", expected above 0 and at most 1");
    if (points < 1 || points > MOST_POINTS)
      throw new IllegalArgumentException("points=" + points + ", expected 1 to " + MOST_POINTS);
  }
}
