package io.viralstream.models.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Copies between the host's memory and an engine's device, the one place where both meet.
///
/// libtorch reads elements where they lie if it can. Others, such as those of a Java array, pass
/// through memory of ours in pieces, so that no tensor is in the host's memory twice.
final class HostTransfer {
  private static final long PIECE = 16L << 20;

  private final Kernels kernels;
  private final Device device;
  private final long piece;

  HostTransfer(Kernels kernels, Device device) {
    this(kernels, device, PIECE);
  }

  /// @param piece bytes that pass at once, a multiple of every element's size
  HostTransfer(Kernels kernels, Device device, long piece) {
    this.kernels = kernels;
    this.device = device;
    this.piece = piece;
  }

  /// A tensor on the device with these elements, which become others; the memory is not needed
  /// afterwards.
  long toDevice(MemorySegment elements, Kind kind, Kind as, long... shape) {
    if (isReadable(elements, kind)) return copied(elements, kind, as, shape);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment passing =
          arena.allocate(Math.min(piece, elements.byteSize()), (long) kind.bytes());
      if (elements.byteSize() > piece) return inPieces(elements, passing, kind, as, shape);
      return copied(passing.copyFrom(elements), kind, as, shape);
    }
  }

  /// Whether libtorch can read elements there: off the heap, at a multiple of their size.
  private static boolean isReadable(MemorySegment data, Kind kind) {
    return data.isNative() && data.address() % kind.bytes() == 0;
  }

  private long copied(MemorySegment elements, Kind kind, Kind as, long[] shape) {
    try (HostTensor host = over(elements, kind, shape)) {
      return placed(host, kind, as);
    }
  }

  private long inPieces(
      MemorySegment elements, MemorySegment passing, Kind kind, Kind as, long[] shape) {
    HostTensor target =
        new HostTensor(kernels.tensor("empty", shape, device.name(), as.scalarType));
    try {
      for (long begin = 0; begin < elements.byteSize(); begin += piece) {
        long length = Math.min(piece, elements.byteSize() - begin);
        MemorySegment part = passing.asSlice(0, length).copyFrom(elements.asSlice(begin, length));
        try (HostTensor host = over(part, kind, length / kind.bytes())) {
          kernels.effect("write_elements", target, begin / kind.bytes(), host);
        }
      }
      return target.handle();
    } catch (RuntimeException failed) {
      target.close();
      throw failed;
    }
  }

  /// The JNI layer aborts the process when asked to make a bfloat16; a copy that sees bytes as such
  /// is safe. To wider elements it is a second, passing copy.
  private HostTensor over(MemorySegment data, Kind kind, long... shape) {
    if (kind != Kind.BF16) return HostTensor.over(data, kind, shape);
    try (HostTensor bytes = HostTensor.over(data, Kind.U8, data.byteSize());
        HostTensor flat = new HostTensor(kernels.tensor("view_bfloat16", bytes))) {
      return new HostTensor(kernels.tensor("reshape", flat, shape));
    }
  }

  /// The one copy; converting is one, and so is what sees bytes as bfloat16.
  private long placed(HostTensor host, Kind kind, Kind as) {
    if (!device.isHost()) return kernels.tensor("to_device", host, device.name(), as.scalarType);
    return kind == as && kind != Kind.BF16
        ? kernels.tensor("copy", host)
        : kernels.tensor("to_kind", host, as.scalarType);
  }

  /// Shows the elements of a tensor on the device, row-major, in pieces: the JNI layer gives a
  /// tensor's memory as one buffer, which ends at 2 GiB.
  <E extends Exception> void read(Tensor tensor, Tensor.PieceReader<E> reader) throws E {
    long elements = tensor.elements();
    int bytes = tensor.kind().bytes();
    long most = piece / bytes;
    if (elements <= most) {
      show(tensor, 0, reader);
      return;
    }
    try (HostTensor flat =
        new HostTensor(kernels.tensor("reshape", tensor, new long[] {elements}))) {
      for (long begin = 0; begin < elements; begin += most) {
        long length = Math.min(most, elements - begin);
        try (HostTensor part = new HostTensor(kernels.tensor("narrow", flat, 0L, begin, length))) {
          show(part, begin * bytes, reader);
        }
      }
    }
  }

  private <E extends Exception> void show(Object tensor, long begin, Tensor.PieceReader<E> reader)
      throws E {
    try (HostTensor host = new HostTensor(kernels.tensor("to_host", tensor))) {
      reader.take(MemorySegment.ofBuffer(Libtorch.memory(host.handle())), begin);
    }
  }
}
