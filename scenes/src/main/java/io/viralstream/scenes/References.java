package io.viralstream.scenes;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// What questions call things, and how one can point at one object and no other.
final class References {
  static final String ANYTHING = "objects";

  private References() {}

  static String pair(SceneObject object) {
    return pair(object.colour(), object.shape());
  }

  static String pair(Colour colour, Shape shape) {
    return colour.word() + " " + shape.word();
  }

  static String colour(Colour colour) {
    return colour.word() + " object";
  }

  static String colours(Colour colour) {
    return colour.word() + " objects";
  }

  /// By colour alone with the given chance where the colour is unique, else by colour and shape.
  static Optional<String> to(
      SceneObject object, Scene scene, double colourOnly, RandomGenerator random) {
    if (isOnlyOfItsColour(object, scene) && random.nextDouble() < colourOnly) {
      return Optional.of(colour(object.colour()));
    }
    return isOnlyOfItsPair(object, scene) ? Optional.of(pair(object)) : Optional.empty();
  }

  static boolean isOnlyOfItsShape(SceneObject object, Scene scene) {
    return scene.objects().stream().filter(o -> o.shape() == object.shape()).count() == 1;
  }

  private static boolean isOnlyOfItsColour(SceneObject object, Scene scene) {
    return scene.objects().stream().filter(o -> o.colour() == object.colour()).count() == 1;
  }

  private static boolean isOnlyOfItsPair(SceneObject object, Scene scene) {
    return scene.objects().stream()
            .filter(o -> o.colour() == object.colour() && o.shape() == object.shape())
            .count()
        == 1;
  }
}
