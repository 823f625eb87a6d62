package io.viralstream.scenes;

import java.util.random.RandomGenerator;

/// How many objects, objects of a colour, or objects of a shape a scene has, in equal shares.
final class CountQuestions {
  private static final int KINDS = 3;
  private static final double PRESENT = 0.75; // the rest asks about anything, so nought occurs

  private final World world;

  CountQuestions(World world) {
    this.world = world;
  }

  Question ask(Scene scene, Wording wording, RandomGenerator random) {
    return switch (random.nextInt(KINDS)) {
      case 0 -> count(wording, References.ANYTHING, scene.objects().size());
      case 1 -> ofColour(scene, wording, random);
      default -> ofShape(scene, wording, random);
    };
  }

  private Question ofColour(Scene scene, Wording wording, RandomGenerator random) {
    Colour colour =
        random.nextDouble() < PRESENT
            ? Picks.one(scene.objects(), random).colour()
            : Picks.one(world.colours(), random);
    long number = scene.objects().stream().filter(o -> o.colour() == colour).count();
    return count(wording, References.colours(colour), number);
  }

  private Question ofShape(Scene scene, Wording wording, RandomGenerator random) {
    Shape shape =
        random.nextDouble() < PRESENT
            ? Picks.one(scene.objects(), random).shape()
            : Picks.one(world.shapes(), random);
    long number = scene.objects().stream().filter(o -> o.shape() == shape).count();
    return count(wording, shape.plural(), number);
  }

  private static Question count(Wording wording, String things, long number) {
    return new Question(Category.COUNT, wording.count(things), Long.toString(number));
  }
}
