package io.viralstream.scenes;

import java.util.List;

/// A picture before it is drawn: a square canvas, its background and its objects, known exactly.
///
/// @param side of the canvas, in pixels
public record Scene(int side, Background background, List<SceneObject> objects) {
  public Scene {
    objects = List.copyOf(objects);
  }

  boolean has(Colour colour) {
    return objects.stream().anyMatch(object -> object.colour() == colour);
  }

  boolean has(Shape shape) {
    return objects.stream().anyMatch(object -> object.shape() == shape);
  }

  boolean has(Colour colour, Shape shape) {
    return objects.stream()
        .anyMatch(object -> object.colour() == colour && object.shape() == shape);
  }

  /// Which side of the training and test split this scene is on; decided by its layout alone.
  public Side splitSide() {
    return Side.of(objects);
  }
}
