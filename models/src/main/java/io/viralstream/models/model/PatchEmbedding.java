package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.Optional;

/// Cuts a picture into patches and maps each to a token: a convolution whose stride is its size.
///
/// @param weight `[D, 3, P, P]`, as Hugging Face keeps it
/// @param bias `[D]`, or none
record PatchEmbedding(Tensor weight, Optional<Tensor> bias, int patch) {
  static PatchEmbedding of(Weights weights, int patch, int width, boolean biased) {
    Tensor weight =
        weights.take(
            "patch_embedding.weight", Initial.fanIn(3L * patch * patch), width, 3, patch, patch);
    if (!biased) {
      return new PatchEmbedding(weight, Optional.empty(), patch);
    }
    Tensor bias = weights.take("patch_embedding.bias", Initial.zeros(), width);
    return new PatchEmbedding(weight, Optional.of(bias), patch);
  }

  /// Normalised pixels `[B, 3, H, W]` to tokens `[B, N, D]` in reading order; only whole patches
  /// are seen.
  Tensor apply(Tensor pixels) {
    long batch = pixels.size(0);
    long rows = pixels.size(2) / patch;
    long columns = pixels.size(3) / patch;
    Tensor flat =
        whole(pixels, rows * patch, columns * patch)
            .reshape(batch, 3, rows, patch, columns, patch)
            .permute(0, 2, 4, 1, 3, 5) // [B, h, w, 3, P, P]
            .reshape(batch, rows * columns, 3L * patch * patch);
    return new Linear(weight.reshape(weight.size(0), -1), bias).apply(flat);
  }

  private static Tensor whole(Tensor pixels, long height, long width) {
    if (pixels.size(2) == height && pixels.size(3) == width) {
      return pixels;
    }
    return pixels.narrow(2, 0, height).narrow(3, 0, width);
  }
}
