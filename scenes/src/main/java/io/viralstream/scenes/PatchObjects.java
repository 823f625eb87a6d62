package io.viralstream.scenes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Which object stands in each patch of a scene: the one that covers most of its pixels.
public final class PatchObjects {
  private static final int FEWEST_PIXELS = 6; // of a patch of 14 × 14, and so in proportion
  private static final int PATCH_PIXELS = 14 * 14;

  private PatchObjects() {}

  /// An object and how many pixels of the patch it covers for more than half.
  public record InPatch(SceneObject object, int pixels) {}

  /// Row by row; empty where the patch shows background, or so little of an object that it counts
  /// for background.
  ///
  /// @param grid patches along a side
  public static List<Optional<InPatch>> of(Scene scene, int grid) {
    List<Optional<InPatch>> patches =
        new ArrayList<>(Collections.nCopies(grid * grid, Optional.empty()));
    double area = (double) scene.side() * scene.side() / (grid * grid);
    for (SceneObject object : scene.objects()) {
      int[] pixels = pixels(object, scene.side(), grid);
      for (int cell = 0; cell < pixels.length; cell++) {
        boolean enough = (double) pixels[cell] * PATCH_PIXELS >= FEWEST_PIXELS * area;
        int before = patches.get(cell).map(InPatch::pixels).orElse(0);
        if (enough && pixels[cell] > before) {
          patches.set(cell, Optional.of(new InPatch(object, pixels[cell])));
        }
      }
    }
    return List.copyOf(patches);
  }

  private static int[] pixels(SceneObject object, int side, int grid) {
    int[] pixels = new int[grid * grid];
    for (int y = object.top(); y < object.top() + object.size(); y++) {
      for (int x = object.left(); x < object.left() + object.size(); x++) {
        if (SceneRenderer.cover(object, x, y) > 0.5) {
          pixels[y * grid / side * grid + x * grid / side]++;
        }
      }
    }
    return pixels;
  }
}
