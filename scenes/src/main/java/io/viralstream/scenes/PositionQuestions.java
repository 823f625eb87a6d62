package io.viralstream.scenes;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// In which quarter of the picture an object lies; those near a middle line are left out.
final class PositionQuestions {
  private static final double CLEARLY_OFF_MIDDLE = 6;

  private final double colourOnly;

  /// @param colourOnly how often an object is named by its colour alone where that is unique
  PositionQuestions(double colourOnly) {
    this.colourOnly = colourOnly;
  }

  Optional<Question> ask(Scene scene, Wording wording, RandomGenerator random) {
    double middle = scene.side() / 2.0;
    List<SceneObject> clear =
        scene.objects().stream()
            .filter(object -> Math.abs(object.centreX() - middle) >= CLEARLY_OFF_MIDDLE)
            .filter(object -> Math.abs(object.centreY() - middle) >= CLEARLY_OFF_MIDDLE)
            .toList();
    if (clear.isEmpty()) {
      return Optional.empty();
    }
    SceneObject object = Picks.one(clear, random);
    return References.to(object, scene, colourOnly, random)
        .map(name ->
            new Question(Category.POSITION, wording.position(name), quarter(object, middle)));
  }

  private static String quarter(SceneObject object, double middle) {
    return (object.centreY() < middle ? "top" : "bottom")
        + (object.centreX() < middle ? " left" : " right");
  }
}
