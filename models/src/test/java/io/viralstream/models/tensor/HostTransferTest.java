package io.viralstream.models.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Elements that pass in pieces, in either direction, arrive as those that pass at once.
class HostTransferTest {
  private static final int PIECE = 16;

  @ParameterizedTest
  @CsvSource({
    "F32, F32",
    "F64, F64",
    "F64, F32",
    "F16, F16",
    "F16, F32",
    "BF16, BF16",
    "BF16, F32",
    "I64, I64",
    "I32, I64",
    "U8, U8",
    "BOOL, BOOL"
  })
  void givesTheSameBitsInPieces(Kind kind, Kind as) {
    byte[] bytes = finite(kind);
    try (Torch torch = Torch.open(TorchSettings.cpu(1));
        Kernels kernels = Kernels.load();
        Scope scope = torch.inference()) {
      HostTransfer pieces = new HostTransfer(kernels, Device.CPU, PIECE);
      MemorySegment elements = MemorySegment.ofArray(bytes);
      try (HostTensor passed = new HostTensor(pieces.toDevice(elements, kind, as, 3, 7))) {
        Tensor whole = torch.ofBytes(elements, kind, as, 3, 7);
        assertEquals(as, Libtorch.kind(passed.handle()));
        assertArrayEquals(new long[] {3, 7}, Libtorch.sizes(passed.handle()));
        assertEquals(
            Libtorch.memory(whole.handle()), Libtorch.memory(passed.handle()), as.toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void readsTheSameBytesInPieces(Kind kind) {
    byte[] bytes = finite(kind);
    try (Torch torch = Torch.open(TorchSettings.cpu(1));
        Kernels kernels = Kernels.load();
        Scope scope = torch.inference()) {
      HostTransfer pieces = new HostTransfer(kernels, Device.CPU, PIECE);
      Tensor tensor = torch.ofBytes(MemorySegment.ofArray(bytes), kind, kind, 3, 7);
      assertArrayEquals(bytes, read(pieces, tensor, bytes.length));
    }
  }

  @Test
  void readsATensorThatDoesNotLieInOrderRowByRow() {
    try (Torch torch = Torch.open(TorchSettings.cpu(1));
        Kernels kernels = Kernels.load();
        Scope scope = torch.inference()) {
      HostTransfer pieces = new HostTransfer(kernels, Device.CPU, PIECE);
      Tensor turned = torch.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 2, 5).transpose(0, 1);
      MemorySegment read = MemorySegment.ofArray(read(pieces, turned, 40));
      assertArrayEquals(
          new float[] {0, 5, 1, 6, 2, 7, 3, 8, 4, 9},
          read.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
    }
  }

  /// All bytes, which must come in order and in pieces of whole elements.
  private static byte[] read(HostTransfer transfer, Tensor tensor, int length) {
    byte[] all = new byte[length];
    long[] next = {0};
    transfer.read(
        tensor,
        (piece, begin) -> {
          assertEquals(next[0], begin);
          assertEquals(Math.min(PIECE, length - begin), piece.byteSize());
          MemorySegment.copy(piece, 0, MemorySegment.ofArray(all), begin, piece.byteSize());
          next[0] += piece.byteSize();
        });
    assertEquals(length, next[0]);
    return all;
  }

  /// Elements of 3 rows and 7 columns. The last byte of each is its highest: no number gets the
  /// exponent of those that are none, and a boolean is 0 or 1.
  private static byte[] finite(Kind kind) {
    byte[] bytes = new byte[3 * 7 * kind.bytes()];
    new Random(7).nextBytes(bytes);
    int kept = kind == Kind.BOOL ? 1 : 0x3F;
    for (int i = kind.bytes() - 1; i < bytes.length; i += kind.bytes()) bytes[i] &= (byte) kept;
    return bytes;
  }
}
