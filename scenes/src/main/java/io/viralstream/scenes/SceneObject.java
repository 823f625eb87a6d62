package io.viralstream.scenes;

import io.viralstream.images.Rgb;

/// One object: what it is, the paint it got, and its box in whole pixels (a square of side `size`).
public record SceneObject(Shape shape, Colour colour, Rgb paint, int left, int top, int size) {
  public double centreX() {
    return left + size / 2.0;
  }

  public double centreY() {
    return top + size / 2.0;
  }

  /// Whether fewer than `gap` free pixels lie between the two boxes.
  boolean isNear(SceneObject other, int gap) {
    return left < other.left + other.size + gap
        && other.left < left + size + gap
        && top < other.top + other.size + gap
        && other.top < top + size + gap;
  }
}
