package io.viralstream.scenes;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What colour the only object of its shape has.
final class ColourQuestions {
  private ColourQuestions() {}

  static Optional<Question> ask(Scene scene, Wording wording, RandomGenerator random) {
    List<SceneObject> unique =
        scene.objects().stream()
            .filter(object -> References.isOnlyOfItsShape(object, scene))
            .toList();
    if (unique.isEmpty()) {
      return Optional.empty();
    }
    SceneObject object = Picks.one(unique, random);
    return Optional.of(
        new Question(
            Category.COLOUR, wording.colour(object.shape().word()), object.colour().word()));
  }
}
