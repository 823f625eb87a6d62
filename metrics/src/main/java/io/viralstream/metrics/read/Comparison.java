package io.viralstream.metrics.read;

import io.viralstream.metrics.measures.McNemar;

/// Two evaluations on the items that both have scored, by who was right.
public record Comparison(long both, long onlyFirst, long onlySecond, long neither) {

  /// The p-value of McNemar's exact test that neither is better.
  public double pValue() {
    return McNemar.exact(onlyFirst, onlySecond);
  }
}
