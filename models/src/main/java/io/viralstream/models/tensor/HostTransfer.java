package io.viralstream.models.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/// Copies between the host's memory and an engine's device, the one place where both meet.
final class HostTransfer {
  private final Kernels kernels;
  private final Device device;

  HostTransfer(Kernels kernels, Device device) {
    this.kernels = kernels;
    this.device = device;
  }

  /// A tensor on the device with the elements of a direct buffer, which is not needed afterwards.
  long toDevice(ByteBuffer elements, Kind kind, long... shape) {
    try (HostTensor host = HostTensor.over(elements, kind, shape)) {
      return placed(host, kind, kind);
    }
  }

  /// The same with the elements of a file, which become others; at most one copy is made on the
  /// way.
  long toDevice(MemorySegment elements, Kind kind, Kind as, long... shape) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment readable = readable(elements, kind, arena);
      if (kind == Kind.BF16) return brainFloats(readable, as, shape);
      try (HostTensor host = HostTensor.over(readable, kind, shape)) {
        return placed(host, kind, as);
      }
    }
  }

  /// Memory that libtorch can read elements from: off the heap, at a multiple of their size.
  private static MemorySegment readable(MemorySegment data, Kind kind, Arena arena) {
    if (data.isNative() && data.address() % kind.bytes() == 0) {
      return data;
    }
    return arena.allocate(data.byteSize(), kind.bytes()).copyFrom(data);
  }

  /// The JNI layer aborts the process when asked to make a bfloat16; a copy that sees bytes as such
  /// is safe. To wider elements it is a second, passing copy.
  private long brainFloats(MemorySegment data, Kind as, long[] shape) {
    try (HostTensor bytes = HostTensor.over(data, Kind.U8, data.byteSize());
        HostTensor flat = new HostTensor(kernels.tensor("view_bfloat16", bytes));
        HostTensor seen = new HostTensor(kernels.tensor("reshape", flat, shape))) {
      return device.isHost()
          ? kernels.tensor("to_kind", seen, as.scalarType)
          : placed(seen, Kind.BF16, as);
    }
  }

  /// The one copy; converting is one.
  private long placed(HostTensor host, Kind kind, Kind as) {
    if (!device.isHost()) return kernels.tensor("to_device", host, device.name(), as.scalarType);
    return kind == as
        ? kernels.tensor("copy", host)
        : kernels.tensor("to_kind", host, as.scalarType);
  }

  /// Shows the elements of a tensor on the device, row-major; the buffer is valid only meanwhile.
  void read(Tensor tensor, Consumer<ByteBuffer> reader) {
    try (HostTensor host = new HostTensor(kernels.tensor("to_host", tensor))) {
      reader.accept(Libtorch.memory(host.handle()).order(ByteOrder.LITTLE_ENDIAN));
    }
  }
}
