package io.viralstream.metrics.measures;

import io.viralstream.metrics.measures.Measured.Interval;

/// Wilson's score interval of a proportion, which stays within 0 and 1 and does not collapse there.
public final class Wilson {
  /// The 97.5 % point of the normal distribution.
  private static final double Z = 1.959963984540054;

  private Wilson() {}

  /// The interval around a proportion.
  ///
  /// @param proportion 0 to 1
  /// @param size how many observations it comes from, more than 0; an effective size need not be
  ///   whole
  public static Interval at95(double proportion, double size) {
    if (!(proportion >= 0 && proportion <= 1))
      throw new IllegalArgumentException("proportion=" + proportion + ", expected 0 to 1");
    if (!(size > 0)) throw new IllegalArgumentException("size=" + size + ", expected more than 0");
    double z2 = Z * Z / size;
    double centre = (proportion + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(proportion * (1 - proportion) / size + z2 / (4 * size)) / (1 + z2);
    return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
