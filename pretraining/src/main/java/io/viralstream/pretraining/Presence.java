package io.viralstream.pretraining;

import io.viralstream.scenes.Colour;
import io.viralstream.scenes.Scene;
import io.viralstream.scenes.SceneObject;
import io.viralstream.scenes.Shape;
import io.viralstream.scenes.World;
import java.util.List;

/// What an image-level learner is told of a scene: which colours, shapes and pairs it shows, not
/// where.
///
/// A label vector holds 24 pairs (colour by colour, shapes within), then 6 colours, then 4 shapes.
final class Presence {
  private static final List<Colour> COLOURS = World.BASE.colours();
  private static final List<Shape> SHAPES = World.BASE.shapes();

  static final int PAIRS = COLOURS.size() * SHAPES.size();
  static final int LABELS = PAIRS + COLOURS.size() + SHAPES.size();

  private Presence() {}

  /// The pair's number, 0 to 23.
  static int pair(SceneObject object) {
    return COLOURS.indexOf(object.colour()) * SHAPES.size() + SHAPES.indexOf(object.shape());
  }

  /// 1 where the label holds, `[scenes · LABELS]`.
  static float[] labels(List<Scene> scenes) {
    float[] labels = new float[scenes.size() * LABELS];
    for (int i = 0; i < scenes.size(); i++) {
      for (SceneObject object : scenes.get(i).objects()) {
        int start = i * LABELS;
        labels[start + pair(object)] = 1;
        labels[start + PAIRS + COLOURS.indexOf(object.colour())] = 1;
        labels[start + PAIRS + COLOURS.size() + SHAPES.indexOf(object.shape())] = 1;
      }
    }
    return labels;
  }
}
