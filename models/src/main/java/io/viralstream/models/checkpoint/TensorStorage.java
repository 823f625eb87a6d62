package io.viralstream.models.checkpoint;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Tensors between native memory and files.
public final class TensorStorage {
  private TensorStorage() {}

  /// A copy in the innermost scope of what is stored, in its own type.
  ///
  /// @throws CheckpointRejected for an element type that the engine has no tensors of
  public static Tensor read(Torch torch, StoredTensor stored) {
    return read(torch, stored, kind(stored));
  }

  /// The same as elements of another type; widening loses nothing.
  public static Tensor read(Torch torch, StoredTensor stored, Kind as) {
    return torch.ofBytes(stored.data(), kind(stored), as, stored.dimensions());
  }

  /// The same without a copy where the elements are of that type already; what is written into it
  /// never reaches the file.
  static Tensor map(Torch torch, StoredTensor stored, Kind as, WeightFiles files) {
    return kind(stored) == as
        ? torch.over(stored.data(), files.user(stored.name()), as, stored.dimensions())
        : read(torch, stored, as);
  }

  /// What a file holds of a tensor: a copy, which outlives it.
  public static StoredTensor store(String name, Tensor tensor) {
    EngineTensor written = EngineTensor.of(name, tensor);
    MemorySegment data = Arena.ofAuto().allocate(written.byteSize());
    tensor.read((piece, begin) -> MemorySegment.copy(piece, 0, data, begin, piece.byteSize()));
    return new StoredTensor(name, written.type(), written.shape(), data);
  }

  /// The type that elements are written as.
  static ElementType type(String name, Kind kind) {
    return switch (kind) {
      case F32 -> ElementType.F32;
      case F16 -> ElementType.F16;
      case BF16 -> ElementType.BF16;
      case I64 -> ElementType.I64;
      case F64, I32, U8, BOOL ->
          throw new IllegalArgumentException(name + ": " + kind + " is not written");
    };
  }

  private static Kind kind(StoredTensor stored) {
    return switch (stored.type()) {
      case F64 -> Kind.F64;
      case F32 -> Kind.F32;
      case F16 -> Kind.F16;
      case BF16 -> Kind.BF16;
      case I64 -> Kind.I64;
      case I32 -> Kind.I32;
      case U8 -> Kind.U8;
      case BOOL -> Kind.BOOL;
      case I16, I8 ->
          throw new CheckpointRejected(stored.name() + ": " + stored.type() + " is not read");
    };
  }
}
