package io.viralstream.models.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.models.model.KeyValueMemory.KeyValues;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttentionWeightsTest {
  private static final int HEADS = 6;
  private static final int SHARED = 2;
  private static final int LENGTH = 9;
  private static final int WIDTH = 4;

  @RegisterExtension final WithTorch with = new WithTorch();

  private Tensor waves(double step, long... shape) {
    int elements = 1;
    for (long size : shape) elements = Math.toIntExact(elements * size);
    float[] values = new float[elements];
    for (int i = 0; i < elements; i++) values[i] = (float) (2 * Math.sin(step * i));
    return with.torch().of(values, shape);
  }

  @Test
  void timesTheValuesAreWhatTheFusedKernelPutsOutAtEveryPosition() {
    Tensor q = waves(.7, 1, HEADS, LENGTH, WIDTH);
    Tensor k = waves(.3, 1, SHARED, LENGTH, WIDTH);
    Tensor v = waves(.9, 1, SHARED, LENGTH, WIDTH);
    Tensor fused = new AttentionMask.Causal().attend(q, new KeyValues(k, v)); // [1, H, T, d]
    for (int row = 0; row < LENGTH; row++) {
      Tensor weights = AttentionWeights.ofRow(q, k, row); // [H, row + 1]
      for (int head = 0; head < HEADS; head++) {
        Tensor seen = v.select(0, 0).select(0, head / (HEADS / SHARED)).narrow(0, 0, row + 1L);
        float[] expected = fused.select(0, 0).select(0, head).select(0, row).floats();
        float[] product =
            weights.select(0, head).reshape(1, row + 1L).matmul(seen).reshape(WIDTH).floats();
        assertArrayEquals(expected, product, 1e-5f);
      }
    }
  }

  @Test
  void sumToOneForEachHead() {
    Tensor weights =
        AttentionWeights.ofRow(
            waves(.7, 1, HEADS, LENGTH, WIDTH), waves(.3, 1, SHARED, LENGTH, WIDTH), 5);
    for (int head = 0; head < HEADS; head++) {
      assertEquals(1, weights.select(0, head).sum().number(), 1e-6);
    }
  }

  @Test
  void areWatchedWithoutChangingABitOfThePass() {
    VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 3);
    PackedSample sample =
        new PackedSample(new int[] {1}, 4, List.of(TinyNetwork.turn(0, 2, 3, 4, 5)));
    PromptRow row = PromptRow.of(sample);
    Optional<Tensor> features = Optional.of(waves(.11, 1, 4, 16));
    List<Integer> watched = new ArrayList<>();
    HiddenStates plain = model.hidden(row, features, Set.of(0, 1, 2));
    HiddenStates seen =
        model.hidden(row, features, Set.of(0, 1, 2), (block, q, k) -> watched.add(block));
    assertEquals(List.of(0, 1), watched);
    for (int layer = 0; layer <= 2; layer++) {
      assertArrayEquals(plain.afterBlock(layer).floats(), seen.afterBlock(layer).floats());
    }
    model.close();
  }
}
