package io.viralstream.models.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LanguageModelTest {
  private static final AttentionMask CAUSAL = new AttentionMask.Causal();
  private static final AttentionMask EVERYTHING = new AttentionMask.Everything();
  private static final int[] IDS = {1, 4, 2, 9, 3, 3, 7, 0};

  @RegisterExtension final WithTorch with = new WithTorch();

  private LanguageModel model(LanguageModelSettings settings) {
    return new LanguageModel(
        with.torch(), settings, Weights.from(FreshWeights.seeded(with.torch(), 2)));
  }

  private Tensor ids(int... ids) {
    return with.torch().of(ids, 1, ids.length);
  }

  private Tensor run(
      LanguageModel model,
      int[] ids,
      int firstPosition,
      AttentionMask attentionMask,
      KeyValueMemory memory) {
    int[] positions = new int[ids.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = firstPosition + i;
    }
    return model.logits(model.last(model.embed(ids(ids)), ids(positions), attentionMask, memory));
  }

  @Test
  void givesTheInputAndTheOutputOfEveryBlockThatIsAskedFor() {
    LanguageModel model = model(TinyNetwork.language());
    Tensor embedded = model.embed(ids(IDS));
    HiddenStates hidden = hidden(model, embedded, KeyValueMemory.none(), Set.of(0, 2));
    assertArrayEquals(embedded.floats(), hidden.afterBlock(0).floats());
    assertArrayEquals(hidden.last().floats(), hidden.afterBlock(2).floats());
    assertThrows(IllegalArgumentException.class, () -> hidden.afterBlock(1));
    float[] first =
        hidden(model, embedded, KeyValueMemory.none(), Set.of(1)).afterBlock(1).floats();
    assertEquals(embedded.elements(), first.length);
    assertThrows(
        IllegalArgumentException.class,
        () -> hidden(model, embedded, KeyValueMemory.none(), Set.of(3)));
  }

  @Test
  void holdsAsMuchInEveryBlockHoweverManyThereAre() {
    LanguageModel model = model(deep());
    List<Long> held = new ArrayList<>();
    KeyValueMemory watching =
        (block, fresh) -> {
          held.add(with.torch().held());
          return fresh;
        };
    hidden(model, model.embed(ids(IDS)), watching, Set.of());
    assertEquals(deep().blocks(), held.size());
    assertEquals(Set.of(held.get(1)), Set.copyOf(held.subList(1, held.size())));
  }

  @Test
  void holdsInTheEndNothingButWhatItGives() {
    LanguageModel model = model(deep());
    Tensor embedded = model.embed(ids(IDS));
    Tensor positions = ids(0, 1, 2, 3, 4, 5, 6, 7);
    long before = with.torch().living();
    try (Scope scope = with.torch().nested()) {
      scope.pass(model.last(embedded, positions, CAUSAL, KeyValueMemory.none()));
      // Two tensors turn queries and keys.
      assertTrue(with.torch().living() - before < 10);
    }
    assertEquals(before + 1, with.torch().living());
  }

  private static LanguageModelSettings deep() {
    return new LanguageModelSettings(11, 16, 7, 4, 2, 4, 24, 32, 1e-5, 1e4, false, false);
  }

  private HiddenStates hidden(
      LanguageModel model, Tensor embedded, KeyValueMemory memory, Set<Integer> layers) {
    return model.hidden(embedded, ids(0, 1, 2, 3, 4, 5, 6, 7), CAUSAL, memory, layers);
  }

  @Test
  void doesNotSeeLaterTokens() {
    LanguageModel model = model(TinyNetwork.language());
    float[] all = run(model, IDS, 0, CAUSAL, KeyValueMemory.none()).floats();
    float[] start = run(model, Arrays.copyOf(IDS, 3), 0, CAUSAL, KeyValueMemory.none()).floats();
    for (int i = 0; i < start.length; i++) {
      assertEquals(all[i], start[i], 1e-5);
    }
  }

  @Test
  void scoresTheSameWithAndWithoutCache() {
    LanguageModel model = model(TinyNetwork.language());
    float[] uncached = run(model, IDS, 0, CAUSAL, KeyValueMemory.none()).floats();
    float[] cached = new float[uncached.length];
    try (KeyValueCache cache =
        new KeyValueCache(with.torch(), TinyNetwork.language(), 1, IDS.length)) {
      for (int i = 0; i < IDS.length; i++) {
        float[] step = run(model, new int[] {IDS[i]}, i, EVERYTHING, cache).floats();
        cache.advance(1);
        System.arraycopy(step, 0, cached, i * step.length, step.length);
      }
      assertThrows(
          IllegalStateException.class, () -> run(model, new int[] {1}, 8, EVERYTHING, cache));
    }
    assertArrayEquals(uncached, cached, 1e-5f);
  }

  @Test
  void dependsOnRelativePositionsOnly() {
    LanguageModel model = model(TinyNetwork.language());
    float[] early = run(model, IDS, 0, CAUSAL, KeyValueMemory.none()).floats();
    float[] late = run(model, IDS, 20, CAUSAL, KeyValueMemory.none()).floats();
    assertArrayEquals(early, late, 1e-4f);
  }

  @Test
  void namesItsWeightsAsHuggingFaceDoes() {
    LanguageModelSettings settings =
        new LanguageModelSettings(11, 16, 1, 4, 2, 4, 24, 32, 1e-5, 1e4, true, true);
    Weights weights = Weights.from(FreshWeights.seeded(with.torch(), 2));
    LanguageModel model = new LanguageModel(with.torch(), settings, weights);
    assertEquals(
        List.of(
            "model.embed_tokens.weight",
            "model.layers.0.input_layernorm.weight",
            "model.layers.0.self_attn.q_proj.weight",
            "model.layers.0.self_attn.q_proj.bias",
            "model.layers.0.self_attn.k_proj.weight",
            "model.layers.0.self_attn.k_proj.bias",
            "model.layers.0.self_attn.v_proj.weight",
            "model.layers.0.self_attn.v_proj.bias",
            "model.layers.0.self_attn.o_proj.weight",
            "model.layers.0.post_attention_layernorm.weight",
            "model.layers.0.mlp.gate_proj.weight",
            "model.layers.0.mlp.up_proj.weight",
            "model.layers.0.mlp.down_proj.weight",
            "model.norm.weight"),
        weights.collected().names());
    assertArrayEquals(
        new long[] {8, 16},
        weights.collected().named("model.layers.0.self_attn.k_proj.weight").shape());
    assertEquals(11, run(model, IDS, 0, CAUSAL, KeyValueMemory.none()).size(2));
  }

  @Test
  void refusesSettingsThatDoNotFit() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> new LanguageModelSettings(11, 16, 1, 4, 3, 4, 24, 32, 1e-5, 1e4, false, false));
    assertTrue(String.valueOf(failure.getMessage()).startsWith("heads=4"));
  }

  @Test
  void takesTheMiddleBlockRoundedHalfUp() {
    assertEquals(1, TinyNetwork.language().middleBlock());
    assertEquals(
        2,
        new LanguageModelSettings(11, 16, 3, 4, 2, 4, 24, 32, 1e-5, 1e4, true, true).middleBlock());
  }
}
