package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// A vision model as this system uses any: square pictures in, one vector for each cell of a grid
/// out.
public interface VisionBackbone {
  /// What it takes and gives.
  VisionView view();

  /// Features `[B, N, d]` of pixels `[B, 3, H, W]`, which are normalised by the view's statistics;
  /// cells in reading order.
  Tensor features(Tensor pixels);
}
