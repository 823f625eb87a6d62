package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// What a block attends to beside the tokens of this call.
@FunctionalInterface
public interface KeyValueMemory {
  /// Remembers fresh keys and values of a block, counted from 0, and gives all that it may attend
  /// to.
  KeyValues append(int block, KeyValues fresh);

  /// Nothing but the tokens of the call.
  static KeyValueMemory none() {
    return (block, fresh) -> fresh;
  }

  /// Keys and values of one block, each `[B, G, S, d]`.
  record KeyValues(Tensor keys, Tensor values) {}
}
