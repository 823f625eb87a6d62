package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;

/// Rotary positions: position p turns the pair (i, i + d/2) of a head by p·θ^(−2i/d), stretched as
/// [RopeScaling] says.
///
/// Cosines and sines are F32 whatever the weights' type is.
interface RotaryEmbedding extends AutoCloseable {
  static RotaryEmbedding of(Torch torch, LanguageModelSettings settings) {
    return settings.ropeScaling() instanceof RopeScaling.Exact
        ? new RotaryTable(torch, settings)
        : new RotaryAngles(torch, settings);
  }

  /// The turn of each position of `[B, T]`.
  Rotation at(Tensor positions);

  /// Frees what belongs to no file and so to no parameters.
  @Override
  void close();

  /// Cosines and sines `[B, 1, T, d]`.
  record Rotation(Tensor cosines, Tensor sines) {
    /// Turns queries or keys `[B, H, T, d]`.
    Tensor apply(Tensor x) {
      return x.rope(cosines, sines);
    }
  }
}
