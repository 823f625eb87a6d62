package io.viralstream.models.model;

import io.viralstream.models.tensor.FeatureMaps;
import io.viralstream.models.tensor.Tensor;

/// A vision model whose map is resized bilinearly to another grid.
///
/// Our extension for a teacher that cannot take pictures of the size that gives the student's grid;
/// without it such samples train with L_LM alone.
///
/// @param grid cells along a side, as the student has them
public record ResizedGrid(VisionBackbone backbone, int grid) implements VisionBackbone {
  @Override
  public VisionView view() {
    VisionView own = backbone.view();
    return new VisionView(own.imageSize(), grid, own.width(), own.mean(), own.deviation());
  }

  @Override
  public Tensor features(Tensor pixels) {
    VisionView own = backbone.view();
    Tensor features = backbone.features(pixels).precise(); // [B, g², d]
    Tensor map = features.reshape(-1, own.grid(), own.grid(), own.width()).permute(0, 3, 1, 2);
    return FeatureMaps.resizeBilinear(map, grid, grid)
        .permute(0, 2, 3, 1)
        .reshape(-1, (long) grid * grid, own.width());
  }
}
