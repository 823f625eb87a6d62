package io.viralstream.models.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.learn.StepSettings.Dropout;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.Initial;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.TinyAdapters;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.model.WithTorch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Passes that compute blocks again on their way back, against the same passes with all kept.
class RecomputationTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  private static final StepSettings PLAIN = StepSettings.plain();

  private ModelVariant adapted() {
    return ModelVariant.adapted(TinyAdapters.trained(with.torch(), 3));
  }

  /// A that is not at its start.
  private VisualResidual mapped(Set<Integer> layers) {
    FreshWeights fresh = FreshWeights.seeded(with.torch(), 6);
    Initial any = new Initial.Normal(.3);
    return new VisualResidual.Features(
        layers, (name, ignored, shape) -> fresh.weight(name, any, shape));
  }

  /// One training, as a test names it.
  private record Recipe(
      ModelVariant variant,
      boolean tiedHead,
      List<Integer> aligned,
      Function<VisionLanguageModel, TrainedParts> parts,
      StepSettings settings,
      List<TrainSample> batch) {
    TinyRecipe open(WithTorch with, Recomputation recomputation) {
      StepSettings chosen = settings.recomputing(recomputation);
      return new TinyRecipe(with.torch(), variant, tiedHead, aligned, parts, chosen);
    }
  }

  /// Gradients and losses have the same bits; and some gradient is not zero.
  private void assertSameAsKept(Recipe keeping, Recipe recomputing) throws NotFinite {
    Map<String, float[]> expected;
    BatchLosses losses;
    try (TinyRecipe kept = keeping.open(with, Recomputation.NONE)) {
      expected = kept.gradients(keeping.batch());
      losses = kept.trainer.step(keeping.batch()).losses();
    }
    try (TinyRecipe recomputed = recomputing.open(with, Recomputation.BY_BLOCK)) {
      Map<String, float[]> gradients = recomputed.gradients(recomputing.batch());
      assertFalse(gradients.isEmpty());
      assertEquals(List.copyOf(expected.keySet()), List.copyOf(gradients.keySet()));
      expected.forEach((name, values) -> assertArrayEquals(values, gradients.get(name), name));
      assertEquals(losses, recomputed.trainer.step(recomputing.batch()).losses());
    }
  }

  private void assertSameAsKept(
      List<Integer> aligned, Function<VisionLanguageModel, TrainedParts> parts) throws NotFinite {
    Recipe recipe =
        new Recipe(ModelVariant.plain(), false, aligned, parts, PLAIN, TinyRecipe.batch());
    assertSameAsKept(recipe, recipe);
  }

  @Test
  void changesNoBitWhereTheWholeModelLearns() throws Exception {
    assertSameAsKept(List.of(), TinyRecipe::full);
  }

  @Test
  void changesNoBitWhereTheProjectorAloneLearns() throws Exception {
    assertSameAsKept(List.of(), TinyRecipe::projector);
  }

  @Test
  void changesNoBitWithAlignmentAtOneLayerWhicheverItIs() throws Exception {
    for (int layer = 0; layer <= 4; layer++) {
      assertSameAsKept(List.of(layer), TinyRecipe::full);
      assertSameAsKept(List.of(layer), TinyRecipe::projector);
    }
  }

  @Test
  void changesNoBitWithAlignmentAtTwoLayers() throws Exception {
    assertSameAsKept(List.of(2, 4), TinyRecipe::full);
    assertSameAsKept(List.of(1, 3), TinyRecipe::projector);
  }

  @Test
  void changesNoBitWhereTheHeadIsTheEmbeddingTable() throws Exception {
    Recipe recipe =
        new Recipe(
            ModelVariant.plain(), true, List.of(2), TinyRecipe::full, PLAIN, TinyRecipe.batch());
    assertSameAsKept(recipe, recipe);
  }

  @Test
  void changesNoBitOfTextAlone() throws Exception {
    Recipe recipe =
        new Recipe(
            ModelVariant.plain(),
            false,
            List.of(2),
            TinyRecipe::full,
            PLAIN,
            TinyRecipe.batch().subList(1, 2));
    assertSameAsKept(recipe, recipe);
  }

  @Test
  void changesNoBitOfChainedSamples() throws Exception {
    Recipe recipe =
        new Recipe(
            ModelVariant.plain(), false, List.of(2), TinyRecipe::full, PLAIN, TinyRecipe.chained());
    assertSameAsKept(recipe, recipe);
  }

  @Test
  void changesNoBitOfAdaptersWithDropout() throws Exception {
    StepSettings settings = PLAIN.dropping(new Dropout(.25, 9));
    for (List<Integer> aligned : List.of(List.<Integer>of(), List.of(2), List.of(2, 4))) {
      assertSameAsKept(besideAdapters(aligned, settings), besideAdapters(aligned, settings));
    }
  }

  private Recipe besideAdapters(List<Integer> aligned, StepSettings settings) {
    return new Recipe(adapted(), false, aligned, TinyRecipe::beside, settings, TinyRecipe.batch());
  }

  @Test
  void changesNoBitOfTheResidualOfProjectedFeatures() throws Exception {
    VisualResidual residual = new VisualResidual.Projected(Set.of(1, 3, 4));
    for (Function<VisionLanguageModel, TrainedParts> parts :
        List.<Function<VisionLanguageModel, TrainedParts>>of(
            TinyRecipe::full, TinyRecipe::projector)) {
      Recipe recipe =
          new Recipe(
              ModelVariant.adding(residual),
              false,
              List.of(1, 2),
              parts,
              PLAIN,
              TinyRecipe.batch());
      assertSameAsKept(recipe, recipe);
    }
  }

  @Test
  void changesNoBitOfTheResidualOfMappedFeatures() throws Exception {
    for (Function<VisionLanguageModel, TrainedParts> parts :
        List.<Function<VisionLanguageModel, TrainedParts>>of(
            TinyRecipe::beside, TinyRecipe::residual, TinyRecipe::full)) {
      assertSameAsKept(besideMap(parts), besideMap(parts));
    }
  }

  private Recipe besideMap(Function<VisionLanguageModel, TrainedParts> parts) {
    ModelVariant variant = new ModelVariant(adapted().adapters(), mapped(Set.of(2, 4)));
    return new Recipe(variant, false, List.of(1, 3), parts, PLAIN, TinyRecipe.batch());
  }

  @Test
  void changesNoBitInMicroBatchesAndShards() throws Exception {
    StepSettings settings =
        PLAIN.accumulating(new Accumulation(2, 1)).dropping(new Dropout(.25, 9));
    assertSameAsKept(besideAdapters(List.of(2), settings), besideAdapters(List.of(2), settings));
  }

  @Test
  void leavesNothingBehindAStep() throws Exception {
    Recipe recipe = besideAdapters(List.of(2), PLAIN);
    try (TinyRecipe recomputed = recipe.open(with, Recomputation.BY_BLOCK)) {
      recomputed.trainer.step(recipe.batch());
      long before = with.torch().living();
      recomputed.trainer.step(recipe.batch());
      assertEquals(before, with.torch().living());
    }
  }
}
