package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// Tokens seen as several narrower heads, and back.
final class Heads {
  private Heads() {}

  /// `[B, T, H·d]` to `[B, H, T, d]`.
  static Tensor split(Tensor x, int heads) {
    return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }

  /// `[B, H, T, d]` to `[B, T, H·d]`.
  static Tensor join(Tensor x) {
    return x.transpose(1, 2).reshape(x.size(0), x.size(2), x.size(1) * x.size(3));
  }
}
