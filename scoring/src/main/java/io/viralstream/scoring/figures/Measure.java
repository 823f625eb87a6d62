package io.viralstream.scoring.figures;

import java.util.OptionalDouble;

/// A measure of a benchmark, as a ratio of counts; positive means yes.
///
/// Worked on POPE random with TP 1182, FP 31, TN 1379, FN 318: precision 1182/1213, recall
/// 1182/1500, F1 = 2·1182 / (1213 + 1500) = .871360.
public enum Measure {
  ACCURACY("accuracy"),
  /// How often yes is said, whatever the truth.
  YES_RATIO("yesRatio"),
  PRECISION("precision"),
  RECALL("recall"),
  /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN).
  F1("f1"),
  /// Yes where the truth is no.
  HALLUCINATION("hallucination");

  private final String key;

  Measure(String key) {
    this.key = key;
  }

  /// The name under which results carry it.
  public String key() {
    return key;
  }

  /// Empty where the denominator is 0.
  public OptionalDouble of(Counts counts) {
    long below = denominator(counts);
    return below == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) numerator(counts) / below);
  }

  /// What is counted of `denominator`.
  public long numerator(Counts counts) {
    return switch (this) {
      case ACCURACY -> counts.correct();
      case YES_RATIO -> counts.saidYes();
      case PRECISION, RECALL -> counts.trueYes();
      case F1 -> 2 * counts.trueYes();
      case HALLUCINATION -> counts.falseYes();
    };
  }

  public long denominator(Counts counts) {
    return switch (this) {
      case ACCURACY -> counts.items();
      case YES_RATIO -> counts.yesNo();
      case PRECISION -> counts.saidYes();
      case RECALL -> counts.truthsYes();
      case F1 -> counts.saidYes() + counts.truthsYes();
      case HALLUCINATION -> counts.truthsNo();
    };
  }

  /// Whether it speaks of these items: all but accuracy need yes/no questions.
  public boolean appliesTo(Counts counts) {
    return this == ACCURACY || counts.yesNo() > 0;
  }

  /// Whether it is a share of something, which Wilson's interval is for.
  public boolean isProportion() {
    return this != F1;
  }
}
