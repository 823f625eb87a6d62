package io.viralstream.models.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.learn.Optimizer.Gradients;
import io.viralstream.models.learn.ParameterGroup.Frozen;
import io.viralstream.models.learn.ParameterGroup.Trained;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.AdamRule.Moments;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

class OptimizerTest {
  private static final AdamRule PLAIN = new AdamRule(.9, .98, 0, 1e-8);
  private static final LearningRate RATE = new LearningRate.Constant(.01, 4);

  @RegisterExtension final WithTorch with = new WithTorch();

  private Torch torch() {
    return with.torch();
  }

  private Parameters parameter(String name, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new Parameters(Map.of(name, torch().of(floats, floats.length)));
  }

  /// loss = ½ Σ w², whose gradient is the parameter itself.
  private static Tensor loss(List<Tensor> parameters) {
    return parameters.stream()
        .map(tensor -> tensor.pow(2).sum().mul(.5))
        .reduce(Tensor::add)
        .orElseThrow();
  }

  /// One scalar parameter as PyTorch's `AdamW` and `clip_grad_norm_` move it, in doubles.
  private static final class Reference {
    private final double rateFactor;
    private final double decay;
    private double value;
    private double mean;
    private double square;

    Reference(double value, double rateFactor, double decay) {
      this.value = value;
      this.rateFactor = rateFactor;
      this.decay = decay;
    }

    void step(int step, double rate, double gradient) {
      double lr = rate * rateFactor;
      value -= lr * decay * value;
      mean = .9 * mean + .1 * gradient;
      square = .98 * square + .02 * gradient * gradient;
      double root = Math.sqrt(square / (1 - Math.pow(.98, step)));
      value -= lr * mean / (1 - Math.pow(.9, step)) / (root + 1e-8);
    }
  }

  @Test
  void movesTwoGroupsByTheirOwnRatesAndDecaysUnderOneClipAndLeavesTheFrozenOne() {
    Parameters slow = parameter("slow", 2);
    Parameters fast = parameter("fast", -3);
    Parameters still = parameter("still", 5);
    Reference one = new Reference(2, 1, .3);
    Reference two = new Reference(-3, 10, 0);
    try (Optimizer optimizer =
        new Optimizer(
            torch(),
            List.of(
                new Trained(slow, PLAIN.decaying(.3), 1),
                new Frozen(still),
                new Trained(fast, PLAIN, 10)),
            RATE,
            1.5)) {
      Parameters all = slow.with(still).with(fast);
      for (int step = 1; step <= 6; step++) {
        double norm = Math.hypot(one.value, two.value);
        double scale = Math.min(1, 1.5 / (norm + 1e-6));
        double rate = RATE.at(step - 1);
        Gradients gradients;
        try (Scope scope = torch().training()) {
          gradients = optimizer.gradients(loss(all.tensors()), all);
          assertEquals(norm, gradients.norm(), 1e-5, "the frozen one counts not");
          assertEquals(rate, optimizer.update(gradients));
        }
        double first = one.value * scale;
        double second = two.value * scale;
        one.step(step, rate, first);
        two.step(step, rate, second);
        assertEquals(one.value, slow.named("slow").number(), 1e-5, "slow after " + step);
        assertEquals(two.value, fast.named("fast").number(), 1e-5, "fast after " + step);
      }
      assertEquals(5, still.named("still").number());
      assertEquals(6, optimizer.steps());
    }
  }

  @Test
  void keepsStateOfTrainedGroupsAloneInTheirOrder() {
    try (Optimizer optimizer =
        new Optimizer(
            torch(),
            List.of(
                new Trained(parameter("b", 1), PLAIN, 1),
                new Frozen(parameter("c", 1)),
                new Trained(parameter("a", 1), PLAIN, 2)),
            RATE,
            1)) {
      assertEquals(List.of("b", "a"), optimizer.parameters().names());
      assertEquals(
          List.of("b.exp_avg", "b.exp_avg_sq", "b.step", "a.exp_avg", "a.exp_avg_sq", "a.step"),
          optimizer.state().names());
    }
  }

  @Test
  void takesTheRatesOfTheStepsToComeFromTheScheduleThatItFollows() {
    try (Optimizer optimizer = Optimizer.of(torch(), parameter("w", 2), PLAIN, RATE, 1)) {
      assertEquals(RATE.at(0), updated(optimizer));
      optimizer.follow(new LearningRate.Constant(.5, 0));
      assertEquals(.5, updated(optimizer));
    }
  }

  private double updated(Optimizer optimizer) {
    try (Scope scope = torch().training()) {
      return optimizer.update(optimizer.gradients(loss(optimizer.parameters().tensors())));
    }
  }

  /// The rule applied by hand to the same gradients: the optimizer adds nothing to its bits.
  @Test
  void givesTheBitsOfTheRuleAppliedGroupByGroup() {
    Parameters matrices = parameter("matrix", .3, -1.7, 4.1);
    Parameters vectors = parameter("vector", -.2, .9);
    Tensor matrix = torch().of(new float[] {.3f, -1.7f, 4.1f}, 3).tracked();
    Tensor vector = torch().of(new float[] {-.2f, .9f}, 2).tracked();
    Moments first = moments(matrix);
    Moments second = moments(vector);
    AdamRule decaying = PLAIN.decaying(.05);
    try (Optimizer optimizer =
        new Optimizer(
            torch(),
            List.of(new Trained(matrices, decaying, 1), new Trained(vectors, PLAIN, 1)),
            RATE,
            1)) {
      for (int step = 0; step < 5; step++) {
        try (Scope scope = torch().training()) {
          optimizer.update(optimizer.gradients(loss(optimizer.parameters().tensors())));
          List<Tensor> gradients =
              torch().gradients(loss(List.of(matrix, vector)), List.of(matrix, vector));
          try (Scope update = torch().inference()) {
            torch().clip(gradients, 1);
            double rate = RATE.at(step);
            decaying.apply(List.of(matrix), gradients.subList(0, 1), List.of(first), rate);
            PLAIN.apply(List.of(vector), gradients.subList(1, 2), List.of(second), rate);
          }
        }
      }
      assertArrayEquals(matrix.floats(), matrices.read(torch(), "matrix"));
      assertArrayEquals(vector.floats(), vectors.read(torch(), "vector"));
    }
  }

  private Moments moments(Tensor parameter) {
    return new Moments(parameter.zerosLike(), parameter.zerosLike(), torch().scalar(0, Kind.F32));
  }

  @Test
  void countsAStepThatReachesNothingTrained() {
    Parameters still = parameter("still", 5);
    try (Optimizer optimizer =
            new Optimizer(
                torch(),
                List.of(new Frozen(still), new Trained(parameter("other", 1), PLAIN, 1)),
                RATE,
                1);
        Scope scope = torch().training()) {
      Gradients gradients = optimizer.gradients(loss(still.tensors()), still);
      assertEquals(0, gradients.norm());
      optimizer.update(gradients);
      assertEquals(1, optimizer.steps());
      assertEquals(1, optimizer.parameters().named("other").number());
    }
  }

  /// Most of its updates would be rounded away.
  @Test
  void refusesAParameterOfHalfPrecision() {
    Parameters half = new Parameters(Map.of("w", torch().zeros(Kind.BF16, 2)));
    assertEquals(
        "parameter w is BF16, expected F32",
        refusal(() -> Optimizer.of(torch(), half, PLAIN, RATE, 1)));
  }

  @Test
  void refusesAParameterInTwoGroupsOrInNone() {
    Parameters one = parameter("one", 1);
    List<ParameterGroup> twice = List.of(new Trained(one, PLAIN, 1), new Frozen(one));
    assertTrue(refusal(() -> new Optimizer(torch(), twice, RATE, 1)).contains("one is in two"));
    try (Optimizer optimizer = Optimizer.of(torch(), one, PLAIN, RATE, 1)) {
      Parameters other = parameter("other", 1);
      Tensor loss = loss(other.tensors());
      assertTrue(refusal(() -> optimizer.gradients(loss, other)).contains("other"));
    }
  }

  @Test
  void refusesARateFactorOrAClipThatIsNotAboveZero() {
    Parameters one = parameter("one", 1);
    assertThrows(IllegalArgumentException.class, () -> new Trained(one, PLAIN, 0));
    assertThrows(IllegalArgumentException.class, () -> Optimizer.of(torch(), one, PLAIN, RATE, 0));
  }

  private static String refusal(Executable work) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
