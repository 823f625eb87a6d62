package io.viralstream.models.model;

import static io.viralstream.models.model.TinyNetwork.turn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.AdapterDropout.Seeded;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdapterDropoutTest {
  private static final int LENGTH = 200;
  private static final int WIDTH = 512;
  private static final double SHARE = .25;
  private static final String QUERY = "model.layers.0.self_attn.q_proj";

  @RegisterExtension final WithTorch with = new WithTorch();

  /// Which cells of `[B, T, WIDTH]` are left out.
  private boolean[] left(Seeded dropout, int length, String module) {
    int samples = dropout.places().size();
    Tensor positions = with.torch().zeros(Kind.I64, samples, length);
    Tensor ones = with.torch().full(1, Kind.F32, samples, length, WIDTH);
    DropoutMask mask = dropout.mask(with.torch(), positions).orElseThrow();
    float[] kept = mask.drop(ones, module).floats();
    boolean[] left = new boolean[kept.length];
    for (int i = 0; i < kept.length; i++) left[i] = kept[i] == 0;
    return left;
  }

  private boolean[] left(long seed, long step, int place, String module) {
    return left(new Seeded(SHARE, seed, step, List.of(place)), LENGTH, module);
  }

  @Test
  void leavesOutTheShareThatIsAskedFor() {
    for (double share : new double[] {.05, .25, .5, .9}) {
      boolean[] left = left(new Seeded(share, 1, 1, List.of(0)), LENGTH, QUERY);
      assertEquals(share, rate(left, 0, left.length), 5e-3);
    }
  }

  /// Five standard deviations of a fair coin.
  @Test
  void leavesOutThatShareOfEveryRowAndChannel() {
    boolean[] left = left(1, 1, 0, QUERY);
    double ofRow = 5 * Math.sqrt(SHARE * (1 - SHARE) / WIDTH);
    double ofChannel = 5 * Math.sqrt(SHARE * (1 - SHARE) / LENGTH);
    for (int t = 0; t < LENGTH; t++) {
      assertEquals(SHARE, rate(left, t * WIDTH, WIDTH), ofRow, "row " + t);
    }
    for (int c = 0; c < WIDTH; c++) {
      int count = 0;
      for (int t = 0; t < LENGTH; t++) count += left[t * WIDTH + c] ? 1 : 0;
      assertEquals(SHARE, count / (double) LENGTH, ofChannel, "channel " + c);
    }
  }

  private static double rate(boolean[] left, int from, int length) {
    int count = 0;
    for (int i = from; i < from + length; i++) count += left[i] ? 1 : 0;
    return count / (double) length;
  }

  /// Two independent masks agree on a cell with SHARE² of being left out in both.
  @Test
  void isAnotherMaskForEverySeedStepPlaceAndModule() {
    boolean[] one = left(1, 1, 0, QUERY);
    List<boolean[]> others =
        List.of(
            left(2, 1, 0, QUERY),
            left(1, 2, 0, QUERY),
            left(1, 1, 1, QUERY),
            left(1, 1, 0, "model.layers.0.self_attn.k_proj"),
            left(1, 1, 0, "model.layers.1.self_attn.q_proj"));
    double bound = 5 * Math.sqrt(SHARE * SHARE * (1 - SHARE * SHARE) / one.length);
    for (boolean[] other : others) assertEquals(SHARE * SHARE, both(one, other, 0, 0), bound);
    for (int shift : new int[] {1, 2, WIDTH, WIDTH + 1, 2 * WIDTH}) {
      assertEquals(SHARE * SHARE, both(one, one, 0, shift), bound, "shifted by " + shift);
    }
  }

  private static double both(boolean[] one, boolean[] other, int from, int shift) {
    int count = 0;
    int length = one.length - shift;
    for (int i = from; i < length; i++) count += one[i] && other[i + shift] ? 1 : 0;
    return count / (double) length;
  }

  @Test
  void dependsNeitherOnNeighboursNorOnPadding() {
    boolean[] alone = left(1, 1, 5, QUERY);
    boolean[] beside = left(new Seeded(SHARE, 1, 1, List.of(3, 5)), LENGTH + 9, QUERY);
    int start = (LENGTH + 9) * WIDTH;
    assertArrayEquals(alone, Arrays.copyOfRange(beside, start, start + alone.length));
  }

  @Test
  void multipliesHashesThatWrapAsIntegersDo() {
    int[] rows = {0x1B56C4E9, -7, Integer.MAX_VALUE};
    int[] columns = {0x7A6D76E9, Integer.MIN_VALUE + 1, 3, -1};
    long least = -1_932_735_283L;
    float[] expected = new float[12];
    for (int i = 0; i < 12; i++) expected[i] = rows[i / 4] * columns[i % 4] < least ? 0 : 1;
    Tensor x = with.torch().full(1, Kind.F32, 1, 3, 4);
    Tensor found =
        x.zeroedBelow(
            least,
            with.torch().of(rows, 1, 3, 1).to(Kind.I32),
            with.torch().of(columns, 4).to(Kind.I32));
    assertArrayEquals(expected, found.floats());
  }

  /// As a step that is cut into two passes computes it.
  @Test
  void givesASampleTheStatesThatItHasInAnyPass() {
    PackedSample small = new PackedSample(new int[] {1}, 0, List.of(turn(1, 2, 3)));
    PackedSample large = new PackedSample(new int[] {1}, 0, List.of(turn(3, 4, 5, 6, 7, 8)));
    try (VisionLanguageModel model = model()) {
      float[] together = last(model, new Seeded(SHARE, 1, 9, List.of(0, 1)), large, small);
      float[] alone = last(model, new Seeded(SHARE, 1, 9, List.of(1)), small);
      int start = large.length() * 16;
      assertArrayEquals(alone, Arrays.copyOfRange(together, start, start + alone.length), 1e-5f);
      assertFalse(Arrays.equals(alone, last(model, new Seeded(SHARE, 1, 10, List.of(1)), small)));
      assertFalse(Arrays.equals(alone, last(model, AdapterDropout.none(), small)));
    }
  }

  @Test
  void keepsTheExpectedSizeOfTheChange() {
    PackedSample sample = new PackedSample(new int[] {1}, 0, List.of(turn(1, 2, 3)));
    try (VisionLanguageModel model = model()) {
      float[] whole = last(model, AdapterDropout.none(), sample);
      assertArrayEquals(whole, last(model, new Seeded(0, 1, 1, List.of(0)), sample), 0);
      // A change that is linear in what is kept has the whole one's mean over many masks.
      Tensor x = with.torch().full(1, Kind.F32, 1, 1, 16);
      DecoderLinear linear = linear();
      List<float[]> changes = new ArrayList<>();
      for (int step = 0; step < 4000; step++) {
        Tensor positions = with.torch().zeros(Kind.I64, 1, 1);
        Seeded dropout = new Seeded(SHARE, 1, step, List.of(0));
        changes.add(linear.apply(x, dropout.mask(with.torch(), positions)).floats());
      }
      float[] expected = linear.apply(x, Optional.empty()).floats();
      for (int i = 0; i < expected.length; i++) {
        double mean = 0;
        for (float[] change : changes) mean += change[i] / changes.size();
        assertEquals(expected[i], mean, .05);
      }
    }
  }

  private DecoderLinear linear() {
    Tensor weight = with.torch().zeros(Kind.F32, 4, 16);
    LowRank low = TinyAdapters.trained(with.torch(), 1).adapter("any", 16, 4).orElseThrow();
    return new DecoderLinear("any", new Linear(weight, Optional.empty()), Optional.of(low));
  }

  private VisionLanguageModel model() {
    return new VisionLanguageModel(
        with.torch(),
        TinyNetwork.settings(),
        FreshWeights.seeded(with.torch(), 5),
        ModelVariant.adapted(TinyAdapters.trained(with.torch(), 1)));
  }

  private static float[] last(
      VisionLanguageModel model, AdapterDropout dropout, PackedSample... samples) {
    PackedBatch batch = PackedBatch.of(List.of(samples));
    return model.hidden(batch, Optional.empty(), Set.of(), dropout).last().floats();
  }

  @Test
  void refusesAPassWithoutAPlaceForEachSample() {
    PackedSample sample = new PackedSample(new int[] {1}, 0, List.of(turn(1, 2, 3)));
    try (VisionLanguageModel model = model()) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> last(model, new Seeded(SHARE, 1, 1, List.of(0, 1)), sample));
      assertEquals("dropout.places=2, expected 1 to 1", refused.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> new Seeded(1, 1, 1, List.of(0)));
    assertTrue(
        AdapterDropout.none().mask(with.torch(), with.torch().zeros(Kind.I64, 1, 1)).isEmpty());
  }
}
