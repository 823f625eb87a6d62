package io.viralstream.models.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SharedWeightsTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  private VisionLanguageModel model(WeightSource base, long seed) {
    return new VisionLanguageModel(
        with.torch(),
        TinyNetwork.settings(),
        base,
        ModelVariant.adapted(TinyAdapters.trained(with.torch(), seed)));
  }

  private SharedWeights shared() {
    return new SharedWeights(FreshWeights.seeded(with.torch(), 1));
  }

  @Test
  void givesTwoModelsTheSameTensors() {
    try (SharedWeights base = shared();
        VisionLanguageModel one = model(base, 1);
        VisionLanguageModel two = model(base, 2)) {
      for (String name : one.parameters().names()) {
        assertSame(one.parameters().named(name), two.parameters().named(name), name);
      }
      String adapter = one.adapterParameters().names().getFirst();
      assertNotSame(one.adapterParameters().named(adapter), two.adapterParameters().named(adapter));
    }
  }

  @Test
  void asksItsSourceOnceForEachWeight() {
    List<String> asked = new ArrayList<>();
    FreshWeights fresh = FreshWeights.seeded(with.torch(), 1);
    WeightSource counting =
        (name, initial, shape) -> {
          asked.add(name);
          return fresh.weight(name, initial, shape);
        };
    try (SharedWeights base = new SharedWeights(counting);
        VisionLanguageModel one = model(base, 1);
        VisionLanguageModel two = model(base, 2)) {
      assertEquals(one.parameters().names().size(), asked.size());
    }
  }

  @Test
  void freesTheWeightsWithTheLastUser() {
    long before = with.torch().living();
    SharedWeights base = shared();
    VisionLanguageModel one = model(base, 1);
    VisionLanguageModel two = model(base, 2);
    one.close();
    base.close();
    base.close();
    Tensor weight = two.parameters().tensors().getFirst();
    assertTrue(Double.isFinite(weight.sum().number()));
    two.close();
    assertThrows(IllegalStateException.class, weight::sum);
    // What the two checks above computed belongs to the test's scope.
    assertTrue(with.torch().living() - before <= 2);
  }

  @Test
  void givesAModelThatFailsNothingToFree() {
    try (SharedWeights base = shared();
        VisionLanguageModel one = model(base, 1)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              Weights.orFreed(
                  base,
                  given -> {
                    model(given, 2);
                    throw new IllegalStateException("refused");
                  }));
      assertTrue(Double.isFinite(one.parameters().tensors().getFirst().sum().number()));
    }
  }

  @Test
  void refusesAWeightInAnotherShape() {
    try (SharedWeights base = shared()) {
      base.weight("any", Initial.zeros(), 2, 3);
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class, () -> base.weight("any", Initial.zeros(), 3, 2));
      assertEquals(
          "any: asked for as [3, 2], expected [2, 3] as it is shared", refused.getMessage());
    }
  }

  @Test
  void givesNothingOnceItIsClosed() {
    SharedWeights base = shared();
    base.close();
    assertThrows(IllegalStateException.class, () -> base.weight("any", Initial.zeros(), 1));
  }
}
