package io.viralstream.scenes;

import io.viralstream.images.Rgb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Draws random scenes of a world.
///
/// Three scenes in five keep to a few colours and one in two to a few shapes, so that counting
/// several of a kind occurs; a quarter of the objects touch a border.
public final class SceneGenerator {
  private static final int GAP = 1;
  private static final int TRIES = 40;
  private static final int PAINT_SPREAD = 14;
  private static final double FEW_COLOURS = 0.6;
  private static final double FEW_SHAPES = 0.5;
  private static final int FEW_COLOURS_MOST = 4;
  private static final int FEW_SHAPES_MOST = 3;
  private static final double AT_BORDER = 0.25;

  private final World world;
  private final SceneSettings settings;

  public SceneGenerator(World world, SceneSettings settings) {
    this.world = world;
    this.settings = settings;
  }

  /// A scene on any side of the split.
  public Scene draw(RandomGenerator random) {
    List<Colour> colours = few(world.colours(), FEW_COLOURS, FEW_COLOURS_MOST, random);
    List<Shape> shapes = few(world.shapes(), FEW_SHAPES, FEW_SHAPES_MOST, random);
    int wanted = random.nextInt(settings.fewest(), settings.most() + 1);
    List<SceneObject> objects = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      place(colours, shapes, objects, random).ifPresent(objects::add);
    }
    return new Scene(settings.side(), Background.draw(random), objects);
  }

  /// A scene on the given side: others are drawn and left.
  public Scene draw(Side side, RandomGenerator random) {
    Scene scene = draw(random);
    while (scene.splitSide() != side) {
      scene = draw(random);
    }
    return scene;
  }

  private static <T> List<T> few(List<T> all, double chance, int most, RandomGenerator random) {
    if (random.nextDouble() >= chance) {
      return all;
    }
    return Picks.some(all, random.nextInt(1, Math.min(most, all.size()) + 1), random);
  }

  /// An object clear of the others, unless none is found in a fair number of tries.
  private Optional<SceneObject> place(
      List<Colour> colours, List<Shape> shapes, List<SceneObject> others, RandomGenerator random) {
    Shape shape = Picks.one(shapes, random);
    Colour colour = Picks.one(colours, random);
    Rgb paint = paint(colour.middle(), random);
    for (int i = 0; i < TRIES; i++) {
      SceneObject object = somewhere(shape, colour, paint, random);
      if (others.stream().noneMatch(other -> object.isNear(other, GAP))) {
        return Optional.of(object);
      }
    }
    return Optional.empty();
  }

  private SceneObject somewhere(Shape shape, Colour colour, Rgb paint, RandomGenerator random) {
    int size = random.nextInt(settings.smallest(), settings.largest() + 1);
    int room = settings.side() - size;
    int left = random.nextInt(room + 1);
    int top = random.nextInt(room + 1);
    if (random.nextDouble() >= AT_BORDER) {
      return new SceneObject(shape, colour, paint, left, top, size);
    }
    int border = random.nextBoolean() ? 0 : room;
    return random.nextBoolean()
        ? new SceneObject(shape, colour, paint, border, top, size)
        : new SceneObject(shape, colour, paint, left, border, size);
  }

  private static Rgb paint(Rgb middle, RandomGenerator random) {
    return new Rgb(
        near(middle.red(), random), near(middle.green(), random), near(middle.blue(), random));
  }

  private static int near(int channel, RandomGenerator random) {
    return Math.clamp(channel + random.nextInt(-PAINT_SPREAD, PAINT_SPREAD + 1), 0, 255);
  }
}
