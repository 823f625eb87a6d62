package io.viralstream.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Existence of things that the base world lacks: those of a new colour or a new shape.
final class NoveltyQuestions {
  private final World world;

  NoveltyQuestions(World world) {
    this.world = world;
  }

  /// Nothing where the scene shows nothing new.
  Optional<Question> yes(Scene scene, Wording wording, RandomGenerator random) {
    List<String> present =
        scene.objects().stream()
            .filter(object -> isNew(object.colour(), object.shape()))
            .map(References::pair)
            .toList();
    return question(present, wording, "yes", random);
  }

  /// Nothing where the world has nothing new.
  Optional<Question> no(Scene scene, Wording wording, RandomGenerator random) {
    List<String> absent = new ArrayList<>();
    for (Colour colour : world.colours()) {
      for (Shape shape : world.shapes()) {
        if (isNew(colour, shape) && !scene.has(colour, shape)) {
          absent.add(References.pair(colour, shape));
        }
      }
    }
    return question(absent, wording, "no", random);
  }

  private static Optional<Question> question(
      List<String> things, Wording wording, String answer, RandomGenerator random) {
    if (things.isEmpty()) {
      return Optional.empty();
    }
    String text = wording.existence(Picks.one(things, random));
    return Optional.of(new Question(Category.NOVELTY, text, answer));
  }

  private static boolean isNew(Colour colour, Shape shape) {
    return !World.BASE.knows(colour, shape);
  }
}
