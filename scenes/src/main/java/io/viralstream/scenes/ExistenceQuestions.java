package io.viralstream.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Whether a thing is in the scene: a colour and a shape, a colour, or a shape.
///
/// The caller says which answer it wants, so that yes and no can be balanced exactly. Most things
/// that are not there share a colour or a shape with one that is, or guessing from either would do.
final class ExistenceQuestions {
  private static final double PAIR = 0.5;
  private static final double COLOUR_OR_PAIR = 0.8;
  private static final double SHARING_NEGATIVES = 0.7;

  private final World world;

  ExistenceQuestions(World world) {
    this.world = world;
  }

  Question yes(Scene scene, Wording wording, RandomGenerator random) {
    SceneObject object = Picks.one(scene.objects(), random);
    return new Question(Category.EXISTENCE, wording.existence(some(object, random)), "yes");
  }

  private static String some(SceneObject object, RandomGenerator random) {
    double kind = random.nextDouble();
    if (kind < PAIR) {
      return References.pair(object);
    }
    return kind < COLOUR_OR_PAIR ? References.colour(object.colour()) : object.shape().word();
  }

  Question no(Scene scene, Wording wording, RandomGenerator random) {
    return new Question(Category.EXISTENCE, wording.existence(absent(scene, random)), "no");
  }

  private String absent(Scene scene, RandomGenerator random) {
    double kind = random.nextDouble();
    List<String> parts = new ArrayList<>();
    if (kind >= PAIR && kind < COLOUR_OR_PAIR) {
      world.colours().stream()
          .filter(c -> !scene.has(c))
          .map(References::colour)
          .forEach(parts::add);
    }
    if (kind >= COLOUR_OR_PAIR) {
      world.shapes().stream().filter(s -> !scene.has(s)).map(Shape::word).forEach(parts::add);
    }
    // A scene with every shape leaves no shape to deny; a pair can always be denied.
    return parts.isEmpty() ? absentPair(scene, random) : Picks.one(parts, random);
  }

  private String absentPair(Scene scene, RandomGenerator random) {
    List<String> sharing = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    for (Colour colour : world.colours()) {
      for (Shape shape : world.shapes()) {
        boolean shares = scene.has(colour) || scene.has(shape);
        if (!scene.has(colour, shape)) {
          (shares ? sharing : foreign).add(References.pair(colour, shape));
        }
      }
    }
    boolean share = foreign.isEmpty() || random.nextDouble() < SHARING_NEGATIVES;
    return Picks.one(share && !sharing.isEmpty() ? sharing : foreign, random);
  }
}
