package io.viralstream.models.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Elements that pass in pieces arrive as those that pass at once.
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
