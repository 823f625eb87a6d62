package io.viralstream.models.checkpoint;

/// What one element of a stored tensor is, by its name in the safetensors format.
public enum ElementType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /// Whether weights are read from it: whole numbers are no weights, nor is anything wider than
  /// what we compute with.
  public boolean isWeight() {
    return this == F32 || this == F16 || this == BF16;
  }

  /// Bytes of one element.
  public int bytes() {
    return bytes;
  }
}
