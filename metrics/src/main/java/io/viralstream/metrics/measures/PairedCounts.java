package io.viralstream.metrics.measures;

import java.util.Locale;

/// Items that two models have both answered, counted by who was right: the 2 × 2 table of a paired
/// comparison.
///
/// @param both items that both got right
/// @param onlyFirst items that only the first got right
/// @param onlySecond items that only the second got right
/// @param neither items that both got wrong
public record PairedCounts(long both, long onlyFirst, long onlySecond, long neither) {
  public static final PairedCounts NONE = new PairedCounts(0, 0, 0, 0);

  public PairedCounts {
    if (both < 0 || onlyFirst < 0 || onlySecond < 0 || neither < 0)
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "both=%d onlyFirst=%d onlySecond=%d neither=%d, expected at least 0",
              both,
              onlyFirst,
              onlySecond,
              neither));
  }

  public PairedCounts plus(PairedCounts other) {
    return new PairedCounts(
        both + other.both,
        onlyFirst + other.onlyFirst,
        onlySecond + other.onlySecond,
        neither + other.neither);
  }

  public long items() {
    return both + onlyFirst + onlySecond + neither;
  }

  /// The first model's right answers less the second's.
  long lead() {
    return onlyFirst - onlySecond;
  }

  PairedCounts times(long factor) {
    return new PairedCounts(
        factor * both, factor * onlyFirst, factor * onlySecond, factor * neither);
  }
}
