package io.viralstream.pretraining;

import io.viralstream.scenes.PatchObjects;
import io.viralstream.scenes.PatchObjects.InPatch;
import io.viralstream.scenes.Scene;
import io.viralstream.scenes.SceneObject;
import io.viralstream.scenes.World;
import java.util.List;
import java.util.Optional;

/// What a dense learner is told of every patch: the object that covers most of it, and how it lies.
///
/// @param colours 0 for background, else the colour's number from 1; `[scenes · patches]`
/// @param shapes 0 for background, else the shape's number from 1; `[scenes · patches]`
/// @param geometry six values a patch, 0 for background; `[scenes · patches · GEOMETRY]`
record DenseTargets(int[] colours, int[] shapes, float[] geometry) {
  /// Share of the patch, offset of the object's centre (2), its size, its centre (2).
  static final int GEOMETRY = 6;

  private static final int LARGEST = 36;

  /// @param patch side of a patch in pixels
  static DenseTargets of(List<Scene> scenes, int patch) {
    int grid = scenes.getFirst().side() / patch;
    int patches = grid * grid;
    var targets =
        new DenseTargets(
            new int[scenes.size() * patches],
            new int[scenes.size() * patches],
            new float[scenes.size() * patches * GEOMETRY]);
    for (int i = 0; i < scenes.size(); i++) {
      targets.fill(scenes.get(i), patch, grid, i * patches);
    }
    return targets;
  }

  int patches() {
    return colours.length;
  }

  boolean isObject(int patch) {
    return colours[patch] > 0;
  }

  private void fill(Scene scene, int patch, int grid, int start) {
    List<Optional<InPatch>> objects = PatchObjects.of(scene, grid);
    for (int cell = 0; cell < objects.size(); cell++) {
      if (objects.get(cell).isEmpty()) continue;
      InPatch most = objects.get(cell).get();
      put(most, scene.side(), patch, cell % grid, cell / grid, start + cell);
    }
  }

  private void put(InPatch most, int side, int patch, int column, int row, int at) {
    SceneObject object = most.object();
    colours[at] = 1 + World.BASE.colours().indexOf(object.colour());
    shapes[at] = 1 + World.BASE.shapes().indexOf(object.shape());
    double dx = object.centreX() - (column + 0.5) * patch;
    double dy = object.centreY() - (row + 0.5) * patch;
    int first = at * GEOMETRY;
    geometry[first] = (float) most.pixels() / (patch * patch);
    geometry[first + 1] = (float) (dx / LARGEST);
    geometry[first + 2] = (float) (dy / LARGEST);
    geometry[first + 3] = (float) object.size() / LARGEST;
    geometry[first + 4] = (float) (object.centreX() / side);
    geometry[first + 5] = (float) (object.centreY() / side);
  }
}
