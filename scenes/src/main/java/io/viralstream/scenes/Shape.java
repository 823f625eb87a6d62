package io.viralstream.scenes;

import java.util.Locale;

/// A shape that objects have, as a signed distance: how far inside its outline a point lies.
public enum Shape {
  CIRCLE("circles"),
  SQUARE("squares"),
  TRIANGLE("triangles"),
  CROSS("crosses"),
  /// Not in the base world.
  RING("rings");

  private static final double CROSS_HALF_ARM = 0.18;
  private static final double RING_HOLE = 0.26;
  private static final double TRIANGLE_SLANT = Math.sqrt(1.25); // base = height

  private final String plural;

  Shape(String plural) {
    this.plural = plural;
  }

  /// As questions say it of one.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// As questions say it of several.
  public String plural() {
    return plural;
  }

  /// Pixels from the point (`dx`, `dy` from the centre of a box of side `size`) to the outline,
  /// positive inside.
  double inside(double dx, double dy, double size) {
    double half = size / 2;
    double x = Math.abs(dx);
    double y = Math.abs(dy);
    return switch (this) {
      case CIRCLE -> half - Math.hypot(x, y);
      case SQUARE -> half - Math.max(x, y);
      case TRIANGLE -> Math.min(half - dy, ((dy + half) / 2 - x) / TRIANGLE_SLANT);
      case CROSS -> {
        double arm = CROSS_HALF_ARM * size;
        yield Math.max(Math.min(half - x, arm - y), Math.min(arm - x, half - y));
      }
      case RING -> {
        double radius = Math.hypot(x, y);
        yield Math.min(half - radius, radius - RING_HOLE * size);
      }
    };
  }
}
