package io.viralstream.models.analyse;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;

/// Cosines of tokens, meant over the picture, in F64 (docs/analyses.md §3).
///
/// Read them with care: tokens share one strong direction, so that a constant scores high already.
/// [#withTheirMean] says how high.
final class CosineSimilarity {
  private static final double EPSILON = 1e-12;

  private CosineSimilarity() {}

  /// Of each token with the one in the same place, both `[N, D]`.
  static Figure between(Tensor first, Tensor second) {
    Tensor cosines = first.to(Kind.F64).cosine(second.to(Kind.F64), EPSILON); // [N]
    return Figure.of(cosines.mean().number(), "features that are not finite");
  }

  /// Of each token `[N, D]` with the mean of all.
  static Figure withTheirMean(Tensor tokens) {
    Tensor mean = tokens.to(Kind.F64).mean(0).expand(tokens.shape()); // [N, D]
    return between(tokens, mean);
  }
}
