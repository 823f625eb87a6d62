package io.viralstream.models.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.model.KeyValueMemory.KeyValues;
import io.viralstream.models.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadingMemoryTest {
  /// As SmolLM2-135M.
  private static final LanguageModelSettings SHARED =
      new LanguageModelSettings(49_152, 576, 30, 9, 3, 64, 1536, 8192, 1e-5, 1e5, false, true);

  @RegisterExtension final WithTorch with = new WithTorch();

  @Test
  void countsTheWindowThatHoldsPromptAndAnswer() {
    ReadingMemory memory = new ReadingMemory(SHARED);
    assertEquals(8L * 30 * 3 * 64 * 256, memory.keysAndValues(159));
    assertEquals(8L * 30 * 3 * 64 * 8192, memory.keysAndValues(4_127));
    assertEquals(8L * 30 * 3 * 64 * 8192, memory.keysAndValues(8_192));
  }

  @Test
  void countsTheLargerHalfOfOneBlock() {
    assertEquals(4L * 159 * 9_024, new ReadingMemory(SHARED).activations(159));
    assertEquals(4L * 159 * 9_024 + 8L * 30 * 3 * 64 * 256, new ReadingMemory(SHARED).bytes(159));
  }

  @Test
  void refusesMoreThanTheContext() {
    assertThrows(IllegalArgumentException.class, () -> new ReadingMemory(SHARED).bytes(8_193));
  }

  @Test
  void promisesWhatRowsOfTheMemoryTake() {
    LanguageModelSettings settings = TinyNetwork.language();
    try (KeyValueRows rows =
        new KeyValueRows(with.torch(), settings, 1, KeyValueRows.window(20, 32))) {
      KeyValueMemory all = rows.continuing(with.torch().of(new int[] {0}, 1), rows.window());
      long held = 0;
      for (int block = 0; block < settings.blocks(); block++) {
        KeyValues each = all.append(block, new KeyValues(fresh(), fresh()));
        held += 4 * (each.keys().elements() + each.values().elements());
      }
      assertEquals(held, new ReadingMemory(settings).keysAndValues(20));
    }
  }

  private Tensor fresh() {
    return with.torch().of(new float[2 * 4], 1, 2, 1, 4);
  }
}
