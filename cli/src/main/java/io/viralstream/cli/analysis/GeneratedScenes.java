package io.viralstream.cli.analysis;

import io.viralstream.models.analyse.LayerProbes;
import io.viralstream.models.analyse.PatchLabels;
import io.viralstream.scenes.AskedScene;
import io.viralstream.scenes.PatchObjects;
import io.viralstream.scenes.PatchObjects.InPatch;
import io.viralstream.scenes.Scene;
import io.viralstream.scenes.SceneObject;
import io.viralstream.scenes.SceneRenderer;
import io.viralstream.scenes.SceneSource;
import io.viralstream.scenes.World;
import io.viralstream.schemas.ContentId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Generated scenes of the base world that no model was trained on, with one question for all; what
/// stands in each patch is known.
///
/// @param count how many
/// @param seed of the series
public record GeneratedScenes(String question, int count, long seed) implements AnalysisData {
  /// Of the base world's objects.
  public static final LayerProbes.Classes CLASSES =
      new LayerProbes.Classes(World.BASE.colours().size(), World.BASE.shapes().size());

  @Override
  public String name() {
    return "scenes " + count + ", seed " + seed;
  }

  @Override
  public String key() {
    return ContentId.of("scenes", List.of(question, Integer.toString(count), Long.toString(seed)));
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public AnalysisItem at(int index) {
    AskedScene asked = SceneSource.baseHeldOut(seed).at(index);
    return new AnalysisItem(
        asked.id(),
        question,
        () -> SceneRenderer.draw(asked.scene()),
        Optional.of(grid -> labels(asked.scene(), grid)));
  }

  @Override
  public boolean isLabelled() {
    return true;
  }

  private static PatchLabels labels(Scene scene, int grid) {
    List<Optional<InPatch>> patches = PatchObjects.of(scene, grid);
    int[] colours = new int[patches.size()];
    int[] shapes = new int[patches.size()];
    Arrays.fill(colours, PatchLabels.NOTHING);
    Arrays.fill(shapes, PatchLabels.NOTHING);
    double[] right = new double[patches.size()];
    double[] below = new double[patches.size()];
    double patch = (double) scene.side() / grid;
    for (int cell = 0; cell < patches.size(); cell++) {
      if (patches.get(cell).isEmpty()) continue;
      SceneObject object = patches.get(cell).get().object();
      colours[cell] = World.BASE.colours().indexOf(object.colour());
      shapes[cell] = World.BASE.shapes().indexOf(object.shape());
      right[cell] = object.centreX() - (cell % grid + .5) * patch;
      below[cell] = object.centreY() - (cell / grid + .5) * patch;
    }
    return new PatchLabels(colours, shapes, right, below);
  }
}
