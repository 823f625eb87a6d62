package io.viralstream.models.tensor;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// A tensor of libtorch in the host's memory, wherever the engine computes.
///
/// It is no [Tensor], so that no operation can mix it with those on the device; only [HostTransfer]
/// has any.
record HostTensor(long handle) implements AutoCloseable {
  /// Over memory that stays the caller's and must outlive it.
  ///
  /// The JNI layer takes no more than the address from the buffer, so that its limit of 2 GiB is
  /// none.
  static HostTensor over(MemorySegment memory, Kind kind, long... shape) {
    MemorySegment start = memory.asSlice(0, Math.min(memory.byteSize(), Integer.MAX_VALUE));
    return over(start.asByteBuffer(), kind, shape);
  }

  static HostTensor over(ByteBuffer memory, Kind kind, long... shape) {
    return new HostTensor(Libtorch.over(memory, shape, kind));
  }

  @Override
  public void close() {
    Libtorch.deleteTensor(handle);
  }
}
