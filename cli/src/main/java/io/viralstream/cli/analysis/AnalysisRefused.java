package io.viralstream.cli.analysis;

/// An analysis that cannot be made as it was asked for; the message names the option and what was
/// expected.
public final class AnalysisRefused extends RuntimeException {
  public AnalysisRefused(String message) {
    super(message);
  }
}
