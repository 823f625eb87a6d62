package io.viralstream.images;

/// How much a sample counts by its distance from where the output's centre lies.
public enum ResizeFilter {
  /// A triangle.
  BILINEAR(1) {
    @Override
    double at(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },

  /// Keys' cubic with a = −0.5.
  BICUBIC(2) {
    @Override
    double at(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return ((A + 2) * x - (A + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }
  },

  /// A sinc under the middle of a sinc three times as wide.
  LANCZOS(3) {
    @Override
    double at(double distance) {
      return distance < -3 || distance >= 3 ? 0 : sinc(distance) * sinc(distance / 3);
    }
  };

  private static final double A = -0.5;

  private final double support;

  ResizeFilter(double support) {
    this.support = support;
  }

  /// How far the filter reaches to either side.
  double support() {
    return support;
  }

  abstract double at(double distance);

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
  }
}
