package io.viralstream.scenes;

/// What questions call things.
final class Names {
  static final String ANYTHING = "objects";

  private Names() {}

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
}
