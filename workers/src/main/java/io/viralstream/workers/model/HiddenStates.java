package io.viralstream.workers.model;

import io.viralstream.workers.tensor.Tensor;
import java.util.List;

/// What each block of LM_θ put out, `[B, T, D]` each, always before the final norm.
///
/// @param states the input first, then the output of block 1, 2, … L
public record HiddenStates(List<Tensor> states) {
  public HiddenStates {
    states = List.copyOf(states);
  }

  /// ℓ is 1-based; 0 is the input of the first block.
  public Tensor afterBlock(int block) {
    Require.between("layer", block, 0, states.size() - 1);
    return states.get(block);
  }

  public Tensor last() {
    return states.getLast();
  }
}
