package io.viralstream.workers.model;

import io.viralstream.workers.tensor.Tensor;

/// Cuts a picture into patches and maps each to a token: a convolution whose stride is its size.
///
/// @param weight `[D, 3, P, P]`, as Hugging Face keeps it
/// @param bias `[D]`
record PatchEmbedding(Tensor weight, Tensor bias, int patch) {
  static PatchEmbedding of(Weights weights, VisionTransformerSettings settings) {
    int patch = settings.patchSize();
    Tensor weight =
        weights.take(
            "patch_embedding.weight",
            Initial.fanIn(3L * patch * patch),
            settings.width(),
            3,
            patch,
            patch);
    Tensor bias = weights.take("patch_embedding.bias", Initial.zeros(), settings.width());
    return new PatchEmbedding(weight, bias, patch);
  }

  /// Normalised pixels `[B, 3, H, W]` to tokens `[B, N, D]` in reading order.
  Tensor apply(Tensor pixels) {
    long batch = pixels.size(0);
    long rows = pixels.size(2) / patch;
    long columns = pixels.size(3) / patch;
    return pixels
        .reshape(batch, 3, rows, patch, columns, patch)
        .permute(0, 2, 4, 1, 3, 5) // [B, h, w, 3, P, P]
        .reshape(batch, rows * columns, 3L * patch * patch)
        .linear(weight.reshape(weight.size(0), -1), bias);
  }
}
