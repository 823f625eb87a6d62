package io.viralstream.models.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyValueRowsTest {
  private static final int WINDOW = 16;
  private static final int SEEN = 8;
  private static final Initial ANY = new Initial.Normal(.4);

  @RegisterExtension final WithTorch with = new WithTorch();

  @Test
  void stepsInOneCallAsBlockByBlock() {
    assertStepsAlike(settings(false, false));
  }

  @Test
  void stepsInOneCallAsBlockByBlockWithBiasesOfTheInputs() {
    assertStepsAlike(settings(true, false));
  }

  @Test
  void stepsInOneCallAsBlockByBlockWithAllBiases() {
    assertStepsAlike(settings(true, true));
  }

  @Test
  void stepsInOneCallAsBlockByBlockWithAdaptersBesideEveryLinear() {
    assertStepsAlike(settings(true, true), TinyAdapters.trained(with.torch(), 4));
  }

  @Test
  void stepsInOneCallAsBlockByBlockWithAdaptersBesideSomeLinears() {
    assertStepsAlike(settings(false, false), TinyAdapters.trained(with.torch(), 4, "v_proj"));
    assertStepsAlike(settings(false, false), TinyAdapters.trained(with.torch(), 4, "down_proj"));
  }

  @Test
  void refusesToLookBeyondTheWindow() {
    try (KeyValueRows rows = new KeyValueRows(with.torch(), TinyNetwork.language(), 1, WINDOW)) {
      Tensor slots = with.torch().of(new int[] {0}, 1);
      assertThrows(IllegalArgumentException.class, () -> rows.continuing(slots, WINDOW + 1));
    }
  }

  /// Two rows, of which the first holds three tokens and the second none, take two tokens each.
  private void assertStepsAlike(LanguageModelSettings settings) {
    assertStepsAlike(settings, AdapterSource.none());
  }

  private void assertStepsAlike(LanguageModelSettings settings, AdapterSource adapters) {
    FreshWeights fresh = FreshWeights.seeded(with.torch(), 2);
    // Biases and norms that are random too, so that a missing one shows.
    WeightSource source = (name, ignored, shape) -> fresh.weight(name, ANY, shape);
    LanguageModel model = new LanguageModel(with.torch(), settings, Weights.from(source, adapters));
    try (KeyValueRows together = new KeyValueRows(with.torch(), settings, 2, WINDOW);
        KeyValueRows apart = new KeyValueRows(with.torch(), settings, 2, WINDOW)) {
      begin(model, together);
      begin(model, apart);
      for (int step = 0; step < 2; step++) {
        int[] slots = {3 + step, step};
        Tensor embedded = model.embed(with.torch().of(new int[] {5 + step, 7}, 2, 1));
        Tensor mask = mask(slots);
        Tensor places = with.torch().of(slots, 2);
        Tensor expected =
            model.last(
                embedded,
                with.torch().of(slots, 2, 1),
                new AttentionMask.EachItsOwn(mask),
                apart.continuing(places, SEEN));
        Tensor found = model.next(embedded, places, together, SEEN, mask);
        assertArrayEquals(expected.floats(), found.floats(), 0);
      }
    }
    model.close();
  }

  private void begin(LanguageModel model, KeyValueRows rows) {
    Tensor prompt = model.embed(with.torch().of(new int[] {1, 2, 3}, 1, 3));
    Tensor positions = with.torch().of(new int[] {0, 1, 2}, 1, 3);
    model.last(
        prompt, positions, new AttentionMask.Causal(), rows.beginning(List.of(0), List.of(3)));
  }

  private Tensor mask(int[] slots) {
    boolean[] seen = new boolean[2 * SEEN];
    for (int row = 0; row < 2; row++) {
      for (int slot = 0; slot <= slots[row]; slot++) seen[row * SEEN + slot] = true;
    }
    return with.torch().of(seen, 2, 1, 1, SEEN);
  }

  private static LanguageModelSettings settings(boolean inputBias, boolean outputBias) {
    return new LanguageModelSettings(
        11,
        16,
        2,
        4,
        2,
        4,
        24,
        32,
        1e-5,
        1e4,
        inputBias,
        false,
        outputBias,
        new RopeScaling.Exact());
  }
}
