package io.viralstream.models.model;

import static io.viralstream.models.model.TinyNetwork.turn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LowRankAdaptersTest {
  private static final String QUERY = "language_model.model.layers.0.self_attn.q_proj";
  private static final PackedBatch BATCH =
      PackedBatch.of(
          List.of(new PackedSample(new int[] {7}, 4, List.of(turn(2, 1, 2, 3), turn(1, 4, 5)))));

  @RegisterExtension final WithTorch with = new WithTorch();

  private VisionLanguageModel model(AdapterSource adapters) {
    WeightSource fresh = FreshWeights.seeded(with.torch(), 5);
    return new VisionLanguageModel(
        with.torch(), TinyNetwork.settings(), fresh, ModelVariant.adapted(adapters));
  }

  private float[] logits(VisionLanguageModel model) {
    float[] z = new float[4 * 16];
    for (int i = 0; i < z.length; i++) z[i] = (float) Math.sin(i);
    Tensor features = with.torch().of(z, 1, 4, 16);
    return model.answerLogits(model.hidden(BATCH, Optional.of(features)), BATCH).floats();
  }

  @Test
  void standsBesideTheSevenLinearsOfEachBlock() {
    try (VisionLanguageModel adapted = model(TinyAdapters.trained(with.torch(), 1));
        VisionLanguageModel plain = model(AdapterSource.none())) {
      assertEquals(2 * 7 * 2, adapted.adapterParameters().names().size());
      assertArrayEquals(
          new long[] {3, 16}, adapted.adapterParameters().named(QUERY + ".lora_A.weight").shape());
      assertArrayEquals(
          new long[] {24, 3},
          adapted
              .adapterParameters()
              .named("language_model.model.layers.1.mlp.up_proj.lora_B.weight")
              .shape());
      assertEquals(plain.parameters().names(), adapted.parameters().names());
      assertTrue(plain.adapters().isEmpty());
    }
  }

  @Test
  void changesNothingAtItsStart() {
    AdapterSource fresh = FreshAdapters.seeded(with.torch(), TinyAdapters.SETTINGS, 3);
    try (VisionLanguageModel adapted = model(fresh);
        VisionLanguageModel plain = model(AdapterSource.none())) {
      assertArrayEquals(logits(plain), logits(adapted), 0);
    }
  }

  @Test
  void startsWithinTheBoundsOfItsInputs() {
    FreshAdapters fresh = FreshAdapters.seeded(with.torch(), new LoraSettings(64, 16, 0, true), 3);
    LowRank low = fresh.adapter("any", 25, 10).orElseThrow();
    float[] down = low.down().floats();
    float largest = 0;
    double squares = 0;
    for (float value : down) {
      largest = Math.max(largest, Math.abs(value));
      squares += value * value;
    }
    assertTrue(largest <= .2f && largest > .19f, "largest " + largest);
    assertEquals(.04 / 3, squares / down.length, 1e-3);
    assertArrayEquals(new float[10 * 64], low.up().floats());
    assertEquals(2, low.scale());
    low.close();
  }

  @Test
  void addsItsProductOfTwoThinMatrices() {
    Tensor x = with.torch().of(new float[] {1, 2}, 1, 1, 2);
    Tensor weight = with.torch().of(new float[] {1, 0, 0, 1}, 2, 2);
    Tensor down = with.torch().of(new float[] {3, -1}, 1, 2);
    Tensor up = with.torch().of(new float[] {10, 20}, 2, 1);
    DecoderLinear linear =
        new DecoderLinear(
            "any", new Linear(weight, Optional.empty()), Optional.of(new LowRank(down, up, .5)));
    // A x = 3 − 2 = 1, so that y = (1 + .5 · 10, 2 + .5 · 20).
    assertArrayEquals(new float[] {6, 12}, linear.apply(x, Optional.empty()).floats());
  }

  @Test
  void computesMergedWhatItDoesBeside() {
    try (VisionLanguageModel adapted = model(TinyAdapters.trained(with.torch(), 1));
        Parameters merged = adapted.adapters().merged(with.torch(), adapted.parameters());
        VisionLanguageModel alone =
            new VisionLanguageModel(
                with.torch(), TinyNetwork.settings(), copied(adapted.parameters().with(merged)))) {
      assertArrayEquals(logits(adapted), logits(alone), 1e-4f);
      try (VisionLanguageModel plain = model(AdapterSource.none())) {
        assertFalse(Arrays.equals(logits(plain), logits(alone)));
      }
    }
  }

  private WeightSource copied(Parameters parameters) {
    return (name, initial, shape) -> {
      try (Scope scope = with.torch().inference()) {
        return scope.keep(parameters.named(name).copy());
      }
    };
  }

  @Test
  void givesTheWeightBackWhenUnmerged() {
    try (VisionLanguageModel adapted = model(TinyAdapters.trained(with.torch(), 1));
        Parameters merged = adapted.adapters().merged(with.torch(), adapted.parameters());
        Parameters back = adapted.adapters().unmerged(with.torch(), merged)) {
      assertEquals(14, back.names().size());
      for (String name : back.names()) {
        float[] weight = adapted.parameters().read(with.torch(), name);
        assertArrayEquals(weight, back.read(with.torch(), name), 1e-6f, name);
        assertFalse(Arrays.equals(weight, merged.read(with.torch(), name)), name);
      }
    }
  }

  @Test
  void isFreedWithTheModel() {
    long before = with.torch().living();
    model(TinyAdapters.trained(with.torch(), 1)).close();
    assertEquals(before, with.torch().living());
  }

  @Test
  void refusesMatricesOfAnotherWidth() {
    Tensor down = with.torch().zeros(with.torch().numerics().weights(), 3, 5);
    Tensor up = with.torch().zeros(with.torch().numerics().weights(), 16, 3);
    AdapterSource wrong = (module, in, out) -> Optional.of(new LowRank(down, up, 1));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> model(wrong));
    assertEquals(
        QUERY + ": A [3, 5] and B [16, 3], expected [r, 16] and [16, r]", refused.getMessage());
  }

  @Test
  void refusesSettingsThatNoAdapterHas() {
    assertThrows(IllegalArgumentException.class, () -> new LoraSettings(0, 1, 0, false));
    assertThrows(IllegalArgumentException.class, () -> new LoraSettings(8, 0, 0, false));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new LoraSettings(8, 1, 1, false));
    assertEquals("lora.dropout=1.0, expected 0 to below 1", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new LoraSettings(8, 1, Double.NaN, false));
    assertEquals(4, new LoraSettings(4, 16, 0, false).scale());
    assertEquals(8, new LoraSettings(4, 16, 0, true).scale());
  }
}
