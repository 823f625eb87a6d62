package io.viralstream.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// On which side of one object another lies: left, right, above or below, along the larger
/// distance.
///
/// Pairs that nearly share a centre, or lie nearly on a diagonal, have no clear answer and are left
/// out.
final class RelationQuestions {
  private static final double CLEARLY_APART = 12;
  private static final double CLEARLY_OFF_DIAGONAL = 6;

  private final double colourOnly;

  /// @param colourOnly how often an object is named by its colour alone where that is unique
  RelationQuestions(double colourOnly) {
    this.colourOnly = colourOnly;
  }

  Optional<Question> ask(Scene scene, Wording wording, RandomGenerator random) {
    List<Pair> pairs = clearPairs(scene);
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    Pair pair = Picks.one(pairs, random);
    Optional<String> name = References.to(pair.object, scene, colourOnly, random);
    Optional<String> other = References.to(pair.other, scene, colourOnly, random);
    if (name.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Question(
            Category.RELATION, wording.relation(name.get(), other.get()), pair.direction()));
  }

  private static List<Pair> clearPairs(Scene scene) {
    List<Pair> pairs = new ArrayList<>();
    for (SceneObject object : scene.objects()) {
      for (SceneObject other : scene.objects()) {
        Pair pair = new Pair(object, other);
        if (pair.isClear()) {
          pairs.add(pair);
        }
      }
    }
    return pairs;
  }

  private record Pair(SceneObject object, SceneObject other) {
    double dx() {
      return object.centreX() - other.centreX();
    }

    double dy() {
      return object.centreY() - other.centreY();
    }

    boolean isClear() {
      double x = Math.abs(dx());
      double y = Math.abs(dy());
      return Math.max(x, y) >= CLEARLY_APART && Math.abs(x - y) >= CLEARLY_OFF_DIAGONAL;
    }

    String direction() {
      if (Math.abs(dx()) > Math.abs(dy())) {
        return dx() < 0 ? "left" : "right";
      }
      return dy() < 0 ? "above" : "below";
    }
  }
}
