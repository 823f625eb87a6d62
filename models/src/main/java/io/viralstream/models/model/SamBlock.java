package io.viralstream.models.model;

import io.viralstream.models.tensor.FeatureMaps;
import io.viralstream.models.tensor.Tensor;

/// A pre-norm block of SAM, whose attention sees a window or the whole map.
///
/// @param window side of the windows in cells; the map's side for a global block
record SamBlock(
    LayerNorm norm1,
    SamAttention attention,
    int window,
    LayerNorm norm2,
    Linear up,
    Activation activation,
    Linear down) {
  static SamBlock of(Weights weights, SamSettings settings, boolean global) {
    int width = settings.width();
    int inner = settings.feedForward();
    int window = global || settings.window() == 0 ? settings.cells() : settings.window();
    return new SamBlock(
        LayerNorm.of(weights, "layer_norm1", width, settings.normEpsilon()),
        SamAttention.of(weights.under("attn."), width, settings.heads(), window),
        window,
        LayerNorm.of(weights, "layer_norm2", width, settings.normEpsilon()),
        Linear.biased(weights, "mlp.lin1", Initial.fanIn(width), width, inner),
        settings.activation(),
        Linear.biased(weights, "mlp.lin2", Initial.fanIn(inner), inner, width));
  }

  /// `[B, n, n, D]` to the same.
  Tensor apply(Tensor x) {
    Tensor h = x.add(attended(norm1.apply(x)));
    return h.add(down.apply(activation.apply(up.apply(norm2.apply(h)))));
  }

  /// Attention within each window; zeros fill up the windows at the lower and right edge.
  private Tensor attended(Tensor x) {
    long cells = x.size(1);
    long width = x.size(3);
    long along = (cells + window - 1) / window;
    int missing = Math.toIntExact(along * window - cells);
    Tensor windows =
        FeatureMaps.padCells(x, missing, missing)
            .reshape(-1, along, window, along, window, width)
            .transpose(2, 3)
            .reshape(-1, window, window, width);
    return attention
        .apply(windows)
        .reshape(-1, along, along, window, window, width)
        .transpose(2, 3)
        .reshape(-1, along * window, along * window, width)
        .narrow(1, 0, cells)
        .narrow(2, 0, cells);
  }
}
