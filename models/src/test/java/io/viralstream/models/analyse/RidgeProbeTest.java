package io.viralstream.models.analyse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.model.WithTorch;
import io.viralstream.models.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RidgeProbeTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  private Tensor matrix(int columns, double... values) {
    return with.torch().of(values, values.length / columns, columns);
  }

  /// x of mean 2 and deviation 1 doubled four times over: ZᵀZ = 4, Zᵀy = 4, so that W = 4 / 5.
  @Test
  void isTheClosedFormOnStandardisedColumns() {
    try (RidgeProbe probe = new RidgeProbe(with.torch(), 1, 1)) {
      probe.add(matrix(1, 1, 3, 1, 3), matrix(1, 4, 6, 4, 6));
      RidgeProbe.Solution solution = probe.solution();
      assertEquals(.8, solution.weights().number(), 1e-12);
      assertArrayEquals(
          new double[] {4.2, 5, 5.8}, solution.predict(matrix(1, 1, 2, 3)).doubles(), 1e-12);
    }
  }

  @Test
  void doesNotCareInWhichPortionsRowsCome() {
    var random = new SplittableRandom(7);
    double[] x = random.doubles(40 * 5).toArray();
    double[] y = random.doubles(40 * 2).toArray();
    try (RidgeProbe whole = new RidgeProbe(with.torch(), 5, 2);
        RidgeProbe parts = new RidgeProbe(with.torch(), 5, 2)) {
      Tensor all = matrix(5, x);
      Tensor targets = matrix(2, y);
      whole.add(all, targets);
      parts.add(all.narrow(0, 0, 13), targets.narrow(0, 0, 13));
      parts.solution();
      parts.add(all.narrow(0, 13, 27), targets.narrow(0, 13, 27));
      assertArrayEquals(
          whole.solution().weights().doubles(), parts.solution().weights().doubles(), 1e-10);
    }
  }

  @Test
  void leavesAConstantColumnWithoutWeight() {
    try (RidgeProbe probe = new RidgeProbe(with.torch(), 2, 1)) {
      probe.add(matrix(2, 5, 1, 5, 2, 5, 3), matrix(1, 1, 2, 3));
      assertEquals(0, probe.solution().weights().doubles()[0], 1e-12);
    }
  }

  @Test
  void ofNoRowsIsRefused() {
    try (RidgeProbe probe = new RidgeProbe(with.torch(), 2, 1)) {
      assertThrows(IllegalStateException.class, probe::solution);
    }
  }
}
