package io.viralstream.models.model;

import static io.viralstream.models.model.TinyNetwork.turn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.model.VisualResidual.Features;
import io.viralstream.models.model.VisualResidual.Projected;
import io.viralstream.models.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VisualResidualTest {
  private static final int WIDTH = 16;

  @RegisterExtension final WithTorch with = new WithTorch();

  /// Rows 1 to 4 of the first sample are its picture's, and rows 0 to 3 of the second one's.
  private static final PackedBatch BATCH =
      PackedBatch.of(
          List.of(
              new PackedSample(new int[] {7}, 4, List.of(turn(1, 1, 2))),
              new PackedSample(new int[0], 4, List.of(turn(1, 3, 4)))));

  private VisionLanguageModel model(VisualResidual residual) {
    FreshWeights fresh = FreshWeights.seeded(with.torch(), 5);
    return new VisionLanguageModel(
        with.torch(), TinyNetwork.settings(), fresh, ModelVariant.adding(residual));
  }

  /// A that is not at its start.
  private Features features(Set<Integer> layers) {
    FreshWeights fresh = FreshWeights.seeded(with.torch(), 6);
    Initial any = new Initial.Normal(.3);
    return new Features(layers, (name, ignored, shape) -> fresh.weight(name, any, shape));
  }

  private Tensor z() {
    float[] z = new float[2 * 4 * WIDTH];
    for (int i = 0; i < z.length; i++) z[i] = (float) Math.sin(.7 * i);
    return with.torch().of(z, 2, 4, WIDTH);
  }

  private float[] state(VisionLanguageModel model, int layer) {
    return model.hidden(BATCH, Optional.of(z()), Set.of(layer)).afterBlock(layer).floats();
  }

  @Test
  void addsProjectedFeaturesToThePicturesRowsAlone() {
    try (VisionLanguageModel plain = model(VisualResidual.none());
        VisionLanguageModel adding = model(new Projected(Set.of(1)))) {
      float[] added = plain.project(z()).floats();
      assertArrayEquals(withAdded(state(plain, 1), added), state(adding, 1), 1e-6f);
    }
  }

  @Test
  void addsMappedFeaturesToThePicturesRowsAlone() {
    try (VisionLanguageModel plain = model(VisualResidual.none());
        VisionLanguageModel adding = model(features(Set.of(2)))) {
      Parameters a = adding.residualParameters();
      float[] added = z().linear(a.named("residual.weight"), a.named("residual.bias")).floats();
      assertArrayEquals(state(plain, 1), state(adding, 1), 0);
      assertArrayEquals(withAdded(state(plain, 2), added), state(adding, 2), 1e-6f);
      HiddenStates hidden = adding.hidden(BATCH, Optional.of(z()), Set.of(2));
      assertArrayEquals(hidden.afterBlock(2).floats(), hidden.last().floats());
    }
  }

  private static float[] withAdded(float[] state, float[] added) {
    float[] expected = state.clone();
    int[] rows = {1, 2, 3, 4, 7, 8, 9, 10};
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < WIDTH; j++) expected[rows[i] * WIDTH + j] += added[i * WIDTH + j];
    }
    return expected;
  }

  @Test
  void changesNothingWhereItsMapIsAtItsStart() {
    try (VisionLanguageModel plain = model(VisualResidual.none());
        VisionLanguageModel adding =
            model(new Features(Set.of(1, 2), FreshWeights.seeded(with.torch(), 6)))) {
      assertArrayEquals(state(plain, 2), state(adding, 2), 0);
      assertEquals(
          List.of("residual.weight", "residual.bias"), adding.residualParameters().names());
      assertEquals(plain.parameters().names(), adding.parameters().names());
    }
  }

  @Test
  void actsWhereAPromptIsReadAsInTraining() {
    Turn asked = new Turn(new int[] {1, 2}, new boolean[2]);
    PackedSample prompt = new PackedSample(new int[] {7}, 4, List.of(asked));
    Optional<Tensor> picture = Optional.of(z().narrow(0, 0, 1));
    for (VisualResidual residual : List.of(new Projected(Set.of(1, 2)), features(Set.of(1)))) {
      try (VisionLanguageModel model = model(residual)) {
        PackedBatch batch = PackedBatch.of(List.of(prompt));
        Tensor last = model.hidden(batch, picture).last().select(1, 6);
        Tensor read = model.read(PromptRow.of(prompt), picture, KeyValueMemory.none());
        assertArrayEquals(model.language().logits(last).floats(), read.floats(), 1e-5f);
      }
    }
  }

  @Test
  void leavesTextAloneAsItIs() {
    PackedBatch text =
        PackedBatch.of(List.of(new PackedSample(new int[] {7}, 0, List.of(turn(1, 1, 2)))));
    try (VisionLanguageModel plain = model(VisualResidual.none());
        VisionLanguageModel adding = model(features(Set.of(1)))) {
      assertArrayEquals(
          plain.hidden(text, Optional.empty()).last().floats(),
          adding.hidden(text, Optional.empty()).last().floats());
    }
  }

  @Test
  void freesItsMapWithTheModel() {
    long before = with.torch().living();
    model(features(Set.of(1))).close();
    assertEquals(before, with.torch().living());
  }

  @Test
  void refusesALayerThatIsNoBlock() {
    for (int layer : List.of(0, 3)) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> model(new Projected(Set.of(layer))));
      assertEquals("residual.layer=" + layer + ", expected 1 to 2", refused.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> new Projected(Set.of()));
  }
}
