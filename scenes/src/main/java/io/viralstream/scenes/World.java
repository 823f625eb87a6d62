package io.viralstream.scenes;

import java.util.List;

/// Which colours and shapes occur, and so what there is to ask about.
public record World(List<Colour> colours, List<Shape> shapes) {
  /// What the base model is pretrained on.
  public static final World BASE =
      new World(
          List.of(
              Colour.RED, Colour.GREEN, Colour.BLUE, Colour.YELLOW, Colour.BLACK, Colour.PURPLE),
          List.of(Shape.CIRCLE, Shape.SQUARE, Shape.TRIANGLE, Shape.CROSS));

  /// What a stream brings: the base world with two more colours and one more shape.
  public static final World STREAM = new World(List.of(Colour.values()), List.of(Shape.values()));

  public World {
    colours = List.copyOf(colours);
    shapes = List.copyOf(shapes);
    if (colours.isEmpty() || shapes.isEmpty()) {
      throw new IllegalArgumentException("colours and shapes: at least one of each");
    }
  }

  boolean knows(Colour colour, Shape shape) {
    return colours.contains(colour) && shapes.contains(shape);
  }
}
