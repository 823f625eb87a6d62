package io.viralstream.models.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PromptRowTest {
  private static final PackedSample PICTURE = prompt(4, new int[] {1, 2}, 3, 9, 4);
  private static final PackedSample WORDS = prompt(0, new int[] {}, 5, 5, 6, 7, 8);
  private static final PackedSample LATER = prompt(4, new int[] {7}, 10);

  @RegisterExtension final WithTorch with = new WithTorch();

  @Test
  void laysPromptsOneBehindAnother() {
    PromptRow row = new PromptRow(List.of(PICTURE, WORDS, LATER));
    assertEquals(List.of(9, 5, 6), row.lengths());
    assertEquals(20, row.length());
    assertArrayEquals(new int[] {8, 13, 19}, row.ends());
    assertArrayEquals(new int[] {1, 2, 3, 9, 4, 5, 5, 6, 7, 8, 7, 10}, row.textIds());
    assertArrayEquals(
        new int[] {0, 1, 12, 13, 14, 15, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 17, 18, 19, 11},
        row.sources());
    assertArrayEquals(new int[] {2, 3, 4, 5, 15, 16, 17, 18}, row.visualRows());
    assertArrayEquals(
        new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5}, row.positions());
  }

  @Test
  void scoresEachPromptAsAModelThatIsShownItAloneWithAMask() {
    VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 3);
    Tensor pictures = noise(2, 4, 16);
    PromptRow row = new PromptRow(List.of(PICTURE, WORDS, LATER));
    Tensor scores = model.read(row, Optional.of(pictures), KeyValueMemory.none());
    assertArrayEquals(new long[] {3, TinyNetwork.VOCABULARY}, scores.shape());
    List<Optional<Tensor>> seen =
        List.of(
            Optional.of(pictures.narrow(0, 0, 1)),
            Optional.empty(),
            Optional.of(pictures.narrow(0, 1, 1)));
    for (int i = 0; i < row.samples().size(); i++) {
      PackedBatch alone = PackedBatch.of(List.of(row.samples().get(i)));
      Tensor last = model.hidden(alone, seen.get(i)).last().select(1, alone.length() - 1);
      assertArrayEquals(
          model.language().logits(last).floats(), scores.narrow(0, i, 1).floats(), 1e-5f);
    }
  }

  @Test
  void remembersEachPromptInItsOwnRow() {
    VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 3);
    PromptRow row = new PromptRow(List.of(WORDS, prompt(0, new int[] {}, 3, 2)));
    try (KeyValueRows memory = new KeyValueRows(with.torch(), TinyNetwork.language(), 3, 8)) {
      model.read(row, Optional.empty(), memory.beginning(List.of(2, 0), row.lengths()));
      float[] next = next(model, memory, new int[] {2, 0, 5}).narrow(0, 2, 1).floats();
      PromptRow longer = PromptRow.of(prompt(0, new int[] {}, 5, 5, 6, 7, 8, 1));
      Tensor again = model.read(longer, Optional.empty(), KeyValueMemory.none());
      assertArrayEquals(again.floats(), next, 1e-5f);
    }
    model.close();
  }

  @Test
  void holdsTwiceAsMuchForTwiceAsManyTokens() {
    assertTrue(mostHeld(400) <= 2 * mostHeld(200));
  }

  @Test
  void refusesTurnsThatMustNotSeeEachOther() {
    PackedSample turns =
        new PackedSample(new int[] {1}, 0, List.of(TinyNetwork.turn(0, 2), TinyNetwork.turn(0, 3)));
    assertThrows(IllegalArgumentException.class, () -> PromptRow.of(turns));
  }

  /// The scores after token 1 in the slots of three rows.
  private Tensor next(VisionLanguageModel model, KeyValueRows memory, int[] slots) {
    boolean[] filled = new boolean[3 * 8];
    for (int row = 0; row < 3; row++) {
      for (int slot = 0; slot <= slots[row]; slot++) filled[row * 8 + slot] = true;
    }
    LanguageModel language = model.language();
    Tensor embedded = language.embed(with.torch().of(new int[] {1, 1, 1}, 3, 1));
    Tensor mask = with.torch().of(filled, 3, 1, 1, 8);
    Tensor places = with.torch().of(slots, 3);
    return language.logits(language.next(embedded, places, memory, 8, mask).reshape(3, -1));
  }

  private long mostHeld(int tokens) {
    LanguageModelSettings language =
        new LanguageModelSettings(11, 16, 3, 4, 2, 4, 24, 512, 1e-5, 1e4, false, false);
    VisionLanguageModelSettings settings =
        new VisionLanguageModelSettings(TinyNetwork.settings().vision(), language);
    List<Long> held = new ArrayList<>();
    KeyValueMemory watching =
        (block, fresh) -> {
          held.add(with.torch().held());
          return fresh;
        };
    int[] ids = IntStream.range(0, tokens).map(i -> i % 11).toArray();
    try (var model =
        new VisionLanguageModel(with.torch(), settings, FreshWeights.seeded(with.torch(), 3))) {
      model.read(PromptRow.of(prompt(0, new int[] {}, ids)), Optional.empty(), watching);
    }
    return held.stream().max(Long::compare).orElseThrow();
  }

  private Tensor noise(long... shape) {
    float[] values = new float[(int) (shape[0] * shape[1] * shape[2])];
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.sin(.7 * i);
    return with.torch().of(values, shape);
  }

  private static PackedSample prompt(int visual, int[] before, int... after) {
    return new PackedSample(before, visual, List.of(TinyNetwork.turn(0, after)));
  }
}
