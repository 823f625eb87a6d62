package io.viralstream.models.analyse;

/// How far the log-probability of an answer falls when the picture is taken away: the mean over its
/// tokens of log p(token | picture, prompt, tokens before) − log p(token | prompt, tokens before)
/// (docs/analyses.md §5).
///
/// In nats a token. Near 0 where the picture did not matter; it may be negative.
final class VisualMargin {
  private VisualMargin() {}

  /// @param seeing log-probabilities of the answer's tokens with the picture, at least one
  /// @param blind the same without it
  static Figure of(double[] seeing, double[] blind) {
    if (seeing.length != blind.length || seeing.length == 0) {
      throw new IllegalArgumentException(
          seeing.length + " and " + blind.length + " tokens, expected equally many, at least one");
    }
    double sum = 0;
    for (int i = 0; i < seeing.length; i++) sum += seeing[i] - blind[i];
    return Figure.of(sum / seeing.length, "a log-probability that is not finite");
  }
}
