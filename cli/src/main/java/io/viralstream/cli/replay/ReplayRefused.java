package io.viralstream.cli.replay;

/// Answers that cannot be scored as asked: nothing of them was sent.
public final class ReplayRefused extends RuntimeException {
  /// @param reason what is there, and what was expected
  public ReplayRefused(String reason) {
    super(reason);
  }
}
