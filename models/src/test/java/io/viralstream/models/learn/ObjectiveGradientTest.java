package io.viralstream.models.learn;

import static io.viralstream.models.model.TinyNetwork.turn;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.align.Objective;
import io.viralstream.models.model.AdapterDropout;
import io.viralstream.models.model.AdapterSource;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.HiddenStates;
import io.viralstream.models.model.Initial;
import io.viralstream.models.model.LowRank;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.PackedBatch;
import io.viralstream.models.model.PackedBatch.AnswerToken;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.TinyAdapters;
import io.viralstream.models.model.TinyNetwork;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.model.Weights;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Equations (2), (6) and (7) through the whole model in F64, against central differences.
class ObjectiveGradientTest {
  private static final double STEP = 1e-5;

  @RegisterExtension final WithTorch with = new WithTorch();

  private final PackedBatch batch =
      PackedBatch.of(
          List.of(
              new PackedSample(new int[] {0}, 4, List.of(turn(2, 3, 4, 5), turn(1, 6, 7))),
              new PackedSample(new int[] {0}, 4, List.of(turn(3, 3, 8, 9, 5)))));

  private AdapterDropout dropout = AdapterDropout.none();

  private WeightSource doubles(long seed) {
    FreshWeights fresh = FreshWeights.seeded(with.torch(), seed);
    return (name, initial, shape) -> {
      try (Scope scope = with.torch().inference();
          Tensor single = fresh.weight(name, initial, shape)) {
        return scope.keep(single.to(Kind.F64));
      }
    };
  }

  private Tensor wave(double frequency, long... shape) {
    double[] values = new double[2 * 4 * 16];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(frequency * i);
    }
    return with.torch().of(values, shape);
  }

  private Tensor total(VisionLanguageModel model, Objective objective) {
    Optional<Tensor> z = Optional.of(wave(.7, 2, 4, 16));
    HiddenStates hidden = model.hidden(batch, z, objective.depths(), dropout);
    int[] targets = batch.answers().stream().mapToInt(AnswerToken::token).toArray();
    Tensor language =
        model
            .answerLogits(hidden, batch)
            .crossEntropy(with.torch().of(targets, targets.length))
            .mean();
    Tensor alignment =
        objective.alignment(layer -> model.visual(hidden, layer, batch), wave(.3, 2, 4, 16));
    return objective.total(language, alignment.mean());
  }

  @Test
  void hasTheRightGradientForEveryWeight() {
    assertGradients(VisualResidual.none());
  }

  /// P_φ is reached twice: through the decoder's input, and behind both blocks.
  @Test
  void hasTheRightGradientThroughTheProjectedResidual() {
    assertGradients(new VisualResidual.Projected(Set.of(1, 2)));
  }

  @Test
  void hasTheRightGradientForTheResidualOfFeatures() {
    WeightSource started = doubles(3);
    Initial any = new Initial.Normal(.3);
    assertGradients(
        new VisualResidual.Features(
            Set.of(1), (name, ignored, shape) -> started.weight(name, any, shape)));
  }

  /// Weights and adapters alike, with a quarter of the adapters' inputs left out.
  @Test
  void hasTheRightGradientForAdaptersWithDropout() {
    AdapterSource trained = TinyAdapters.trained(with.torch(), 4);
    AdapterSource doubled =
        (module, in, out) -> trained.adapter(module, in, out).map(this::doubled);
    dropout = new AdapterDropout.Seeded(.25, 3, 8, List.of(4, 1));
    assertGradients(ModelVariant.adapted(doubled));
  }

  private LowRank doubled(LowRank low) {
    try (Scope scope = with.torch().inference();
        Tensor down = low.down();
        Tensor up = low.up()) {
      return new LowRank(scope.keep(down.to(Kind.F64)), scope.keep(up.to(Kind.F64)), low.scale());
    }
  }

  private void assertGradients(VisualResidual residual) {
    assertGradients(ModelVariant.adding(residual));
  }

  private void assertGradients(ModelVariant variant) {
    Weights weights = Weights.from(doubles(2));
    AlignmentProjector projector = new AlignmentProjector(16, 8, 16, weights);
    Objective objective = Objective.viral(.5, 1, projector);
    try (VisionLanguageModel model =
        new VisionLanguageModel(with.torch(), TinyNetwork.settings(), doubles(1), variant)) {
      Parameters trained =
          model
              .languageParameters()
              .with(model.projectorParameters())
              .with(model.residualParameters())
              .with(model.adapterParameters())
              .with(weights.collected())
              .trainable();
      List<double[]> gradients = new ArrayList<>();
      try (Scope scope = with.torch().training()) {
        with.torch()
            .gradients(total(model, objective), trained.tensors())
            .forEach(gradient -> gradients.add(gradient.doubles()));
      }
      Random random = new Random(5);
      for (int i = 0; i < gradients.size(); i++) {
        int element = random.nextInt(gradients.get(i).length);
        double expected = difference(model, objective, trained.tensors().get(i), element);
        assertEquals(
            expected,
            gradients.get(i)[element],
            1e-7 + 1e-5 * Math.abs(expected),
            trained.names().get(i));
      }
      weights.collected().close();
    }
  }

  private double difference(
      VisionLanguageModel model, Objective objective, Tensor weight, int element) {
    try (Scope scope = with.torch().inference()) {
      double[] values = weight.doubles();
      double original = values[element];
      values[element] = original + STEP;
      weight.overwrite(with.torch().of(values, weight.shape()));
      double above = total(model, objective).number();
      values[element] = original - STEP;
      weight.overwrite(with.torch().of(values, weight.shape()));
      double below = total(model, objective).number();
      values[element] = original;
      weight.overwrite(with.torch().of(values, weight.shape()));
      return (above - below) / (2 * STEP);
    }
  }
}
