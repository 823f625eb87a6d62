package io.viralstream.models.learn;

import static io.viralstream.models.model.TinyNetwork.turn;

import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.align.CosineAlignment;
import io.viralstream.models.align.Objective;
import io.viralstream.models.align.Objective.AlignedLayer;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PackedSample.Order;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.TinyNetwork;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionLanguageModelSettings;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/// A training of four tiny blocks, with any variant, parts and objective.
final class TinyRecipe implements AutoCloseable {
  private static final int PATCHES = 4;

  final Torch torch;
  final VisionLanguageModel model;
  private final Parameters alignment;
  final Trainer trainer;

  /// @param aligned ℓ, each with a P_π of its own
  /// @param parts what is trained of the model, P_π beside it
  TinyRecipe(
      Torch torch,
      ModelVariant variant,
      boolean tiedHead,
      List<Integer> aligned,
      Function<VisionLanguageModel, TrainedParts> parts,
      StepSettings settings) {
    this.torch = torch;
    LanguageModelSettings language =
        new LanguageModelSettings(
            TinyNetwork.VOCABULARY, 16, 4, 4, 2, 4, 24, 32, 1e-5, 1e4, false, tiedHead);
    VisionLanguageModelSettings shape =
        new VisionLanguageModelSettings(
            TinyNetwork.vision(new FeatureLayer.AfterBlock(1)), language);
    model = new VisionLanguageModel(torch, shape, FreshWeights.seeded(torch, 1), variant);
    Weights weights = Weights.from(FreshWeights.seeded(torch, 2));
    List<AlignedLayer> layers = new ArrayList<>();
    for (int layer : aligned) {
      AlignmentProjector projector =
          new AlignmentProjector(16, 24, 16, weights.under("alignment." + layer + "."));
      layers.add(new AlignedLayer(layer, new CosineAlignment(projector)));
    }
    alignment = weights.collected();
    TrainedParts ofModel = parts.apply(model);
    TrainedParts all = new TrainedParts(ofModel.language(), ofModel.pictured(), alignment);
    Optimizer optimizer =
        Optimizer.of(
            torch,
            all.all(),
            new AdamRule(.9, .98, 0, 1e-8),
            new LearningRate.Constant(1e-2, 0),
            1);
    trainer = new Trainer(model, new Objective(.5, layers), all, optimizer, settings);
  }

  /// LM_θ and P_φ.
  static TrainedParts full(VisionLanguageModel model) {
    return TrainedParts.full(model, Parameters.none());
  }

  /// Adapters, P_φ and A.
  static TrainedParts beside(VisionLanguageModel model) {
    return new TrainedParts(
        model.adapterParameters(),
        model.projectorParameters().with(model.residualParameters()),
        Parameters.none());
  }

  /// P_φ alone.
  static TrainedParts projector(VisionLanguageModel model) {
    return new TrainedParts(Parameters.none(), model.projectorParameters(), Parameters.none());
  }

  /// A alone.
  static TrainedParts residual(VisionLanguageModel model) {
    return new TrainedParts(Parameters.none(), model.residualParameters(), Parameters.none());
  }

  /// Two pictures, and text alone in between and at the end; of several lengths.
  static List<TrainSample> batch() {
    return List.of(
        pictured(1, new Order.Isolated(), 4),
        text(new Order.Isolated(), 3),
        pictured(2, new Order.Isolated(), 2),
        text(new Order.Isolated(), 6));
  }

  /// The same without a mask.
  static List<TrainSample> chained() {
    return List.of(pictured(3, new Order.Chained(0), 3), text(new Order.Chained(0), 5));
  }

  private static TrainSample pictured(int seed, Order order, int length) {
    PackedSample packed =
        new PackedSample(
            new int[] {0}, PATCHES, List.of(turn(2, ids(seed, length)), turn(2, 6, 7, 5)), order);
    return new TrainSample(packed, Optional.of(features(seed)), Optional.of(features(seed + 100)));
  }

  private static TrainSample text(Order order, int length) {
    PackedSample packed =
        new PackedSample(new int[] {0}, 0, List.of(turn(2, ids(length, length))), order);
    return new TrainSample(packed, Optional.empty(), Optional.empty());
  }

  private static int[] ids(int seed, int length) {
    return new Random(seed).ints(length, 1, TinyNetwork.VOCABULARY).toArray();
  }

  private static PatchFeatures features(long seed) {
    Random random = new Random(seed);
    float[] values = new float[PATCHES * 16];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return new PatchFeatures(values, PATCHES, 16);
  }

  /// Of a step that would come next.
  Map<String, float[]> gradients(List<TrainSample> samples) throws NotFinite {
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Scope scope = torch.training()) {
      trainer.gradients(samples).forEach((name, gradient) -> values.put(name, gradient.floats()));
    }
    return values;
  }

  /// All that is trained.
  Map<String, float[]> weights() {
    Map<String, float[]> values = new LinkedHashMap<>();
    Parameters trained = trainer.optimizer().parameters();
    trained.names().forEach(name -> values.put(name, trained.read(torch, name)));
    return values;
  }

  @Override
  public void close() {
    trainer.close();
    alignment.close();
    model.close();
  }
}
