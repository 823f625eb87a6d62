package io.viralstream.models.checkpoint;

/// What files call the tensors that our models ask for.
public interface TensorNames {
  /// Where a weight of ours lies.
  SourceTensor of(String ours);

  /// The types that weights are read from, as a message says it.
  default String weightTypes() {
    return "F32, F16 or BF16";
  }
}
