package io.viralstream.models.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GradientTest {
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
  void isRightThroughArithmeticAndSelections() {
    check(
        t -> weigh(t.get(0).add(t.get(1)).mul(t.get(0)).sub(t.get(1).mul(3))),
        shape(2, 3),
        shape(3));
    check(t -> weigh(t.get(0).div(t.get(1).abs().add(1)).pow(3)), shape(2, 3), shape(2, 3));
    check(
        t -> weigh(Tensor.concat(List.of(t.get(0).narrow(1, 1, 2), t.get(1)), 1)),
        shape(2, 3),
        shape(2, 2));
    check(t -> weigh(t.get(0).embedding(torch.of(new long[] {1, 1, 0}, 3))), shape(3, 2));
    check(
        t -> weigh(t.get(0).indexAdd(0, torch.of(new long[] {2, 0}, 2), t.get(1))),
        shape(3, 2),
        shape(2, 2));
    check(t -> weigh(t.get(0).to(Kind.F64).permute(2, 0, 1).reshape(2, -1)), shape(2, 3, 2));
  }

  @Test
  void isRightThroughProductsAndReductions() {
    check(t -> weigh(t.get(0).linear(t.get(1), t.get(2))), shape(2, 3), shape(4, 3), shape(4));
    check(t -> weigh(t.get(0).matmul(t.get(1))), shape(2, 2, 3), shape(2, 3, 2));
    check(
        t -> weigh(t.get(0).addLowRank(t.get(1), t.get(2), t.get(3), 1.5)),
        shape(2, 4),
        shape(2, 3),
        shape(2, 3),
        shape(4, 2));
    check(t -> weigh(someZeroed(t.get(0))), shape(1, 2, 3));
    check(t -> weigh(t.get(0).mean(1)).add(t.get(0).sum(0).mean()), shape(2, 3));
  }

  private static Tensor someZeroed(Tensor x) {
    Tensor rows = torch.of(new int[] {1 << 30, -3}, 1, 2, 1).to(Kind.I32);
    Tensor columns = torch.of(new int[] {1, 2, 3}, 3).to(Kind.I32);
    return x.zeroedBelow(0, rows, columns);
  }

  @Test
  void isRightThroughActivationsAndNormalisations() {
    List<Function<Tensor, Tensor>> activations =
        List.of(
            Tensor::silu, Tensor::gelu, Tensor::geluTanh, Tensor::geluQuick, x -> x.softmax(-1));
    for (Function<Tensor, Tensor> activation : activations) {
      check(t -> weigh(activation.apply(t.get(0))), shape(2, 4));
    }
    check(t -> weigh(t.get(0).siluMul(t.get(1))), shape(2, 3), shape(2, 3));
    check(
        t -> weigh(t.get(0).layerNorm(t.get(1), t.get(2), 1e-5)), shape(2, 4), shape(4), shape(4));
    check(t -> weigh(t.get(0).rmsNorm(t.get(1), 1e-5)), shape(2, 4), shape(4));
    check(t -> weigh(t.get(0).cosine(t.get(1), 1e-12)), shape(3, 4), shape(3, 4));
  }

  @Test
  void isRightThroughAttention() {
    boolean[] seen = {true, false, false, true, true, false, true, false, true};
    check(t -> weigh(t.get(0).attention(t.get(1), t.get(2))), heads(2), heads(2), heads(2));
    check(t -> weigh(t.get(0).causalAttention(t.get(1), t.get(2))), heads(2), heads(1), heads(1));
    check(
        t -> weigh(t.get(0).attention(t.get(1), t.get(2), torch.of(seen, 1, 1, 3, 3))),
        heads(2),
        heads(1),
        heads(1));
    check(t -> weigh(t.get(0).rope(angles(Math::cos), angles(Math::sin))), heads(2));
  }

  @Test
  void isRightThroughLossesAndZeroInIgnoredRows() {
    check(t -> weigh(t.get(0).crossEntropy(torch.of(new long[] {1, -100, 3}, 3))), shape(3, 4));
    check(t -> weigh(t.get(0).binaryCrossEntropy(torch.of(new double[] {0, 1, .5}, 3))), shape(3));
    try (Scope scope = torch.training()) {
      Tensor logits = torch.of(new double[] {1, 2, 3, 4}, 2, 2).tracked();
      Tensor loss = logits.crossEntropy(torch.of(new long[] {0, -100}, 2)).sum();
      double[] gradient = torch.gradients(loss, List.of(logits)).getFirst().doubles();
      assertArrayEquals(new double[] {0, 0}, new double[] {gradient[2], gradient[3]});
    }
  }

  @Test
  void passesThroughCastsAndStopsAtDetach() {
    try (Scope scope = torch.training()) {
      Tensor x = torch.of(new float[] {1, 2}, 2).tracked();
      Tensor loss = x.to(Kind.F64).mul(3).to(Kind.F32).add(x.detach().mul(100)).sum();
      assertArrayEquals(new float[] {3, 3}, torch.gradients(loss, List.of(x)).getFirst().floats());
    }
  }

  @Test
  void isRefusedForATensorWithoutPartInTheLoss() {
    try (Scope scope = torch.training()) {
      Tensor x = torch.of(new float[] {1}, 1).tracked();
      Tensor other = torch.of(new float[] {1}, 1).tracked();
      assertThrows(IllegalStateException.class, () -> torch.gradients(x.sum(), List.of(other)));
    }
  }

  @Test
  void clipsTheCommonNorm() {
    try (Scope scope = torch.inference()) {
      List<Tensor> gradients =
          List.of(torch.of(new float[] {3}, 1), torch.of(new float[] {4, 0}, 2));
      assertEquals(5, torch.clip(gradients, 1).number(), 1e-6);
      assertArrayEquals(new float[] {.8f, 0}, gradients.get(1).floats(), 1e-6f);
      assertEquals(1, torch.clip(gradients, 2).number(), 1e-5);
      assertArrayEquals(new float[] {.6f}, gradients.get(0).floats(), 1e-6f);
    }
  }

  /// A sum whose terms have different weights, so that no gradient hides behind symmetry.
  private static Tensor weigh(Tensor x) {
    int n = Math.toIntExact(x.elements());
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = Math.sin(1.3 * i + .4);
    }
    return x.reshape(n).mul(torch.of(weights, n)).sum();
  }

  private static void check(Function<List<Tensor>, Tensor> loss, long[]... shapes) {
    Random random = new Random(7);
    List<double[]> inputs = new ArrayList<>();
    for (long[] shape : shapes) {
      inputs.add(random.doubles(Shapes.elements(shape), -1.5, 1.5).toArray());
    }
    FiniteDifferences.check(torch, loss, inputs, List.of(shapes));
  }

  private static Tensor angles(DoubleUnaryOperator function) {
    double[] values = new double[12];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble((i / 4) * (1.0 / (1 + i % 2)));
    }
    return torch.of(values, 1, 1, 3, 4);
  }

  private static long[] heads(long heads) {
    return shape(1, heads, 3, 4);
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }
}
