package io.viralstream.models.tensor;

import java.lang.foreign.MemorySegment;

/// A tensor of libtorch that is no [Tensor], so that no operation can mix it with those of an
/// engine; only [HostTransfer] has any.
record HostTensor(long handle) implements AutoCloseable {
  /// Over memory of the host that stays the caller's and must outlive it.
  ///
  /// The JNI layer takes the address alone from the buffer, which therefore shows no more than the
  /// first element: a tensor may be larger than any buffer.
  static HostTensor over(MemorySegment memory, Kind kind, long... shape) {
    MemorySegment first = memory.asSlice(0, Math.min(memory.byteSize(), (long) kind.bytes()));
    return new HostTensor(Libtorch.over(first.asByteBuffer(), shape, kind));
  }

  @Override
  public void close() {
    Libtorch.deleteTensor(handle);
  }
}
