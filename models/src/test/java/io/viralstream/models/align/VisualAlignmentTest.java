package io.viralstream.models.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.align.Objective.AlignedLayer;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.Weights;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VisualAlignmentTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  private Tensor values(IntToDoubleFunction value, long... shape) {
    int elements = 1;
    for (long size : shape) {
      elements *= (int) size;
    }
    double[] values = new double[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return with.torch().of(values, shape);
  }

  private Tensor student() {
    return values(i -> Math.sin(.5 * i), 1, 4, 3);
  }

  private Tensor teacher() {
    return values(i -> Math.cos(.4 * i), 1, 4, 3);
  }

  @Test
  void givesTheGoldenCosine() {
    assertEquals(
        -0.6286685270821676, CosineAlignment.negativeCosine(student(), teacher()).number(), 1e-12);
  }

  @Test
  void givesTheGoldenRelation() {
    assertEquals(
        0.19467047425257822, new RelationAlignment().losses(student(), teacher()).number(), 1e-12);
  }

  @Test
  void isMinusOneForTheSameDirectionAndOneForTheOpposite() {
    Tensor y = teacher();
    assertEquals(-1, CosineAlignment.negativeCosine(y.mul(3), y).number(), 1e-12);
    assertEquals(1, CosineAlignment.negativeCosine(y.mul(-2), y).number(), 1e-12);
  }

  @Test
  void isZeroNotNaNForATokenOfZeros() {
    Tensor zero = teacher().mul(0);
    assertEquals(0, CosineAlignment.negativeCosine(zero, teacher()).number(), 1e-12);
  }

  @Test
  void givesOneLossForEachSample() {
    Tensor both = Tensor.concat(List.of(student(), teacher()), 0);
    Tensor y = Tensor.concat(List.of(teacher(), teacher()), 0);
    assertArrayEquals(
        new double[] {-0.6286685270821676, -1},
        CosineAlignment.negativeCosine(both, y).doubles(),
        1e-12);
  }

  @Test
  void normalisesHalfPrecisionInFullPrecision() {
    Tensor half = student().to(Kind.BF16);
    Tensor loss = CosineAlignment.negativeCosine(half, teacher().to(Kind.BF16));
    assertEquals(Kind.F32, loss.kind());
    assertEquals(-0.62867, loss.number(), 5e-3);
  }

  @Test
  void averagesOverLayersAndAddsLambdaTimesTheLoss() {
    Weights weights = Weights.from(FreshWeights.seeded(with.torch(), 1));
    CosineAlignment alignment = new CosineAlignment(new AlignmentProjector(3, 5, 3, weights));
    Objective objective =
        new Objective(.5, List.of(new AlignedLayer(1, alignment), new AlignedLayer(2, alignment)));
    Tensor y = teacher().to(Kind.F32);
    Tensor one = student().to(Kind.F32);
    Tensor two = one.pow(2);
    double mean = (alignment.losses(one, y).number() + alignment.losses(two, y).number()) / 2;
    Tensor loss = objective.alignment(layer -> layer == 1 ? one : two, y);
    assertEquals(mean, loss.number(), 1e-6);
    Tensor total = objective.total(with.torch().scalar(2, Kind.F32), loss.mean());
    assertEquals(2 + .5 * mean, total.number(), 1e-6);
  }

  @Test
  void reachesTheProjectorAndTheStudentButNeverTheTeacher() {
    Weights weights = Weights.from(FreshWeights.seeded(with.torch(), 1));
    CosineAlignment alignment = new CosineAlignment(new AlignmentProjector(3, 5, 3, weights));
    Parameters parameters = weights.collected().trainable();
    try (Scope scope = with.torch().training()) {
      Tensor visual = student().to(Kind.F32).tracked();
      Tensor y = teacher().to(Kind.F32).tracked();
      Tensor loss = alignment.losses(visual, y).sum();
      List<Tensor> reached =
          with.torch()
              .gradients(loss, parameters.with(new Parameters(Map.of("visual", visual))).tensors());
      reached.forEach(g -> assertEquals(true, g.abs().sum().number() > 0));
      assertThrows(
          RuntimeException.class,
          () -> with.torch().gradients(alignment.losses(visual, y).sum(), List.of(y)));
    }
  }
}
