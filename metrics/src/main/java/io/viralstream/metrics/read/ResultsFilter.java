package io.viralstream.metrics.read;

import java.util.Optional;

/// Which results are asked for; what is empty lets all pass.
///
/// @param limit evaluations at most, newest first
public record ResultsFilter(
    Optional<String> evaluation,
    Optional<String> model,
    Optional<String> arm,
    Optional<String> benchmark,
    Optional<String> category,
    int limit) {
  private static final int MOST = 200;

  public ResultsFilter {
    if (limit < 1 || limit > MOST)
      throw new IllegalArgumentException("limit=" + limit + ", expected 1 to " + MOST);
  }

  public static ResultsFilter all() {
    return new ResultsFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        50);
  }

  public static ResultsFilter evaluation(String id) {
    return new ResultsFilter(
        Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 1);
  }
}
