package io.viralstream.models.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The ways in which the JNI layer was seen to go wrong, kept from coming back.
class TrapsTest {
  private static Torch torch;

  @BeforeAll
  static void start() {
    torch = Torch.open(TorchSettings.cpu(1));
  }

  @AfterAll
  static void stop() {
    torch.close();
  }

  @Test
  void keepsGradientsRightUnderForcedCollections() {
    for (int i = 0; i < 200; i++) {
      try (Scope scope = torch.training()) {
        Tensor x = torch.of(new float[] {1, 2, 3}, 3).tracked();
        Tensor loss = x.mul(3).mul(torch.of(new float[] {1, 2, 4}, 3)).add(x.pow(2)).sum();
        System.gc();
        overwriteFreedBuffers();
        assertArrayEquals(
            new float[] {5, 10, 18}, torch.gradients(loss, List.of(x)).getFirst().floats());
      }
    }
  }

  /// Whatever buffer was freed is likely handed out again here.
  private static void overwriteFreedBuffers() {
    List<ByteBuffer> junk = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      junk.add(ByteBuffer.allocateDirect(12).putFloat(0, 777).putFloat(4, 777).putFloat(8, 777));
    }
    assertEquals(50, junk.size());
  }

  @Test
  void leavesNothingBehindOverAThousandSteps() throws IOException {
    try (Scope scope = torch.inference()) {
      Tensor weight = torch.zeros(Kind.F32, 256, 256).tracked();
      long living = torch.living();
      step(weight, 50);
      long before = residentBytes();
      step(weight, 1000);
      assertEquals(living, torch.living());
      // A thousand leaked activations alone would be 256 MB.
      assertTrue(residentBytes() - before < 64L << 20, "resident memory grew");
    }
  }

  private static void step(Tensor weight, int times) {
    for (int i = 0; i < times; i++) {
      try (Scope scope = torch.training()) {
        Tensor x = torch.full(1, Kind.F32, 256, 256);
        assertEquals(1, torch.gradients(x.linear(weight).silu().sum(), List.of(weight)).size());
      }
    }
  }

  private static long residentBytes() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(l -> l.startsWith("VmRSS"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
  }

  @Test
  void recordsNothingInAnInferenceScopeOfAnyThread()
      throws InterruptedException, ExecutionException {
    assertFalse(recordsInFreshThread());
  }

  @Test
  void restoresTheGradModeOfTheEnclosingScope() {
    try (Scope outer = torch.training()) {
      try (Scope inner = torch.inference()) {
        assertFalse(Libtorch.recordsGradients());
      }
      assertTrue(Libtorch.recordsGradients());
    }
  }

  @Test
  void refusesToCloseScopesOutOfOrder() {
    Scope outer = torch.inference();
    Scope inner = torch.inference();
    assertThrows(IllegalStateException.class, outer::close);
    inner.close();
    outer.close();
  }

  private static boolean recordsInFreshThread() throws InterruptedException, ExecutionException {
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          try (Scope scope = torch.inference()) {
            return Libtorch.recordsGradients();
          }
        });
    Thread.ofPlatform().start(task);
    return task.get();
  }

  @Test
  void refusesWorkOutsideOfScopes() {
    assertThrows(IllegalStateException.class, () -> torch.zeros(Kind.F32, 1));
  }

  @Test
  void trainsThroughBfloat16WithoutNumbersOwnedByJava() {
    try (Scope scope = torch.training()) {
      Tensor x = torch.of(new float[] {1, 2, 3, 4}, 2, 2).tracked();
      Tensor loss = x.to(Kind.BF16).matmul(x.to(Kind.BF16)).mul(2).to(Kind.F32).sum();
      assertEquals(54 * 2, loss.number());
      assertArrayEquals(
          new float[] {14, 22, 18, 26}, torch.gradients(loss, List.of(x)).getFirst().floats());
    }
  }

  @Test
  void drawsTheSameNumbersFromTheSameSeed() {
    try (Scope scope = torch.inference()) {
      float[] first = Randomness.seeded(torch, 3).normal(2, 1000).floats();
      assertArrayEquals(first, Randomness.seeded(torch, 3).normal(2, 1000).floats());
      double square = 0;
      for (float value : first) {
        square += value * value;
      }
      assertEquals(2, Math.sqrt(square / first.length), .2);
    }
  }
}
