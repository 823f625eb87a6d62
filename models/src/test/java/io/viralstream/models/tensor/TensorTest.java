package io.viralstream.models.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorTest {
  private static Torch torch;
  private Scope scope;

  @BeforeAll
  static void start() {
    torch = Torch.open(TorchSettings.cpu(1));
  }

  @AfterAll
  static void stop() {
    torch.close();
  }

  @BeforeEach
  void open() {
    scope = torch.inference();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void readsBackWhatWasWritten() {
    assertArrayEquals(new float[] {1, 2, 3}, torch.of(new float[] {1, 2, 3}, 3).floats());
    assertArrayEquals(new long[] {1, -2}, torch.of(new long[] {1, -2}, 2).longs());
    assertArrayEquals(new long[] {255, 0}, torch.of(new byte[] {-1, 0}, 2).longs());
    assertArrayEquals(
        new boolean[] {true, false}, torch.of(new boolean[] {true, false}, 2).booleans());
    assertEquals(2.5, torch.scalar(2.5, Kind.F32).number());
  }

  @Test
  void namesTheShapeThatDoesNotFitTheValues() {
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> torch.of(new float[3], 2, 2));
    assertEquals("3 values, expected 4 for shape [2, 2]", failure.getMessage());
  }

  @Test
  void knowsItsShapeAndKind() {
    Tensor x = torch.zeros(Kind.F64, 2, 3, 4);
    assertArrayEquals(new long[] {2, 3, 4}, x.shape());
    assertEquals(4, x.size(-1));
    for (Kind kind : Kind.values()) {
      assertEquals(kind, x.to(kind).kind());
    }
  }

  @Test
  void computesWithTensorsAndNumbers() {
    Tensor x = torch.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor y = torch.of(new float[] {10, 20}, 2);
    assertArrayEquals(new float[] {11, 22, 13, 24}, x.add(y).floats());
    assertArrayEquals(new float[] {-9, -18, -7, -16}, x.sub(y).floats());
    assertArrayEquals(new float[] {.5f, 1, 1.5f, 2}, x.mul(.5).floats());
    assertArrayEquals(new float[] {50, 110}, x.matmul(y).floats());
    assertArrayEquals(new float[] {1, 3, 2, 4}, x.transpose(0, 1).floats());
  }

  @Test
  void selectsAndJoins() {
    Tensor x = torch.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertArrayEquals(new float[] {2, 3, 5, 6}, x.narrow(1, 1, 2).floats());
    assertArrayEquals(new float[] {4, 5, 6}, x.select(0, 1).floats());
    assertArrayEquals(
        new float[] {3, 1, 6, 4}, x.indexSelect(1, torch.of(new long[] {2, 0}, 2)).floats());
    assertArrayEquals(
        new float[] {1, 2, 3, 4, 5, 6, 4, 5, 6},
        Tensor.concat(List.of(x, x.narrow(0, 1, 1)), 0).floats());
    assertArrayEquals(new long[] {2, 2, 3}, Tensor.stack(List.of(x, x), 0).shape());
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, x.permute(1, 0).floats());
    assertArrayEquals(new long[] {2, 2}, x.argmax(1).longs());
  }

  @Test
  void readsBfloat16AndHalfFromTheirBytes() {
    ByteBuffer bfloat = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer half = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : new float[] {1.5f, -2, .25f}) {
      bfloat.putShort((short) (Float.floatToIntBits(value) >>> 16));
      half.putShort(Float.floatToFloat16(value));
    }
    Tensor a = torch.ofBytes(MemorySegment.ofBuffer(bfloat.flip()), Kind.BF16, Kind.BF16, 3);
    assertEquals(Kind.BF16, a.kind());
    assertArrayEquals(new float[] {1.5f, -2, .25f}, a.floats());
    assertArrayEquals(
        new float[] {1.5f, -2, .25f},
        torch.ofBytes(MemorySegment.ofBuffer(half.flip()), Kind.F16, Kind.F32, 3).floats());
  }

  @Test
  void namesTheKernelThatRefusesItsShapes() {
    Tensor x = torch.zeros(Kind.F32, 2, 3);
    IllegalStateException failure = assertThrows(IllegalStateException.class, () -> x.matmul(x));
    assertEquals("kernel matmul failed", failure.getMessage());
  }

  @Test
  void refusesUseAfterItsScopeClosed() {
    Tensor escaped;
    try (Scope inner = torch.inference()) {
      escaped = torch.zeros(Kind.F32, 1);
    }
    assertThrows(IllegalStateException.class, escaped::floats);
  }

  @Test
  void keepsWhatIsKeptAndPassesWhatIsPassed() {
    Tensor kept;
    Tensor passed;
    long before = torch.living();
    try (Scope inner = torch.inference()) {
      kept = inner.keep(torch.full(3, Kind.F32, 1));
      passed = inner.pass(torch.full(4, Kind.F32, 1));
    }
    assertEquals(before + 2, torch.living());
    assertEquals(7, kept.add(passed).number());
    kept.close();
  }
}
