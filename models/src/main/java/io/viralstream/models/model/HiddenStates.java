package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.Map;

/// What blocks of LM_θ put out, `[B, T, D]` each, always before the final norm: the last one, and
/// those that were asked for.
///
/// @param last the output of block L
/// @param kept by ℓ: the output of that block, 1 to L; at 0 the input of the first one
public record HiddenStates(Tensor last, Map<Integer, Tensor> kept) {
  public HiddenStates {
    kept = Map.copyOf(kept);
  }

  /// @param block ℓ, one of those that were asked for
  public Tensor afterBlock(int block) {
    Tensor state = kept.get(block);
    if (state == null) {
      throw new IllegalArgumentException(
          "layer=" + block + ", expected one of those asked for: " + kept.keySet());
    }
    return state;
  }
}
