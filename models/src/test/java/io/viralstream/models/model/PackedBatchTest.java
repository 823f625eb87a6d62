package io.viralstream.models.model;

import static io.viralstream.models.model.TinyNetwork.turn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.model.PackedBatch.AnswerToken;
import io.viralstream.models.model.Turn.Sees;
import io.viralstream.models.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PackedBatchTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  /// Row 0: prefix 7, two visual tokens, turns (1 2*) and (3*). Row 1: text 4 5* and padding.
  private static final PackedBatch SMALL =
      PackedBatch.of(
          List.of(
              new PackedSample(new int[] {7}, 2, List.of(turn(1, 1, 2), turn(1, 3))),
              new PackedSample(new int[0], 0, List.of(turn(1, 4, 5)))));

  @Test
  void restartsPositionsAfterThePicture() {
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 3, 0, 1, 0, 0, 0, 0}, SMALL.positions());
  }

  @Test
  void takesEachRowFromItsTextOrItsPicture() {
    assertArrayEquals(new int[] {7, 1, 2, 3, 4, 5}, SMALL.textIds());
    assertArrayEquals(new int[] {0, 6, 7, 1, 2, 3, 4, 5, 0, 0, 0, 0}, SMALL.sources());
    assertArrayEquals(new int[] {1, 2}, SMALL.visualRows());
  }

  @Test
  void predictsAFirstTokenFromThePictureAndOthersFromTheTokenBefore() {
    assertEquals(
        List.of(
            new AnswerToken(3, 2, 0, 0), new AnswerToken(2, 3, 0, 1), new AnswerToken(6, 5, 1, 0)),
        SMALL.answers());
  }

  @Test
  void letsTurnsSeeThePictureAndThemselvesOnly() {
    boolean[] seen = SMALL.seen();
    assertEquals("100000", line(seen, 0));
    assertEquals("111100", line(seen, 3));
    assertEquals("111110", line(seen, 4));
    assertEquals("111001", line(seen, 5));
    assertEquals("110000", line(seen, 7));
    assertEquals("001000", line(seen, 8));
  }

  private static String line(boolean[] seen, int row) {
    StringBuilder line = new StringBuilder();
    for (int to = 0; to < 6; to++) {
      line.append(seen[row * 6 + to] ? '1' : '0');
    }
    return line.toString();
  }

  @Test
  void givesAPackedTurnTheScoresItHasAlone() {
    List<Turn> turns = List.of(turn(2, 1, 2, 3), turn(1, 4, 5), turn(2, 6, 7, 8, 9));
    try (VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 5)) {
      float[] packed = scores(model, new PackedSample(new int[] {10}, 4, turns));
      int offset = 0;
      for (Turn turn : turns) {
        float[] alone = scores(model, new PackedSample(new int[] {10}, 4, List.of(turn)));
        for (float score : alone) {
          assertEquals(score, packed[offset++], 1e-5);
        }
      }
      assertEquals(packed.length, offset);
    }
  }

  @Test
  void givesATurnBeforeThePictureTheScoresOfTextAlone() {
    Turn before = new Turn(new int[] {1, 2, 3}, new boolean[] {false, true, true}, Sees.NOTHING);
    Turn behind = turn(1, 4, 5);
    try (VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 5)) {
      float[] packed = scores(model, new PackedSample(new int[] {10}, 4, List.of(before, behind)));
      Turn rest = new Turn(new int[] {2, 3}, new boolean[] {true, true});
      PackedBatch text = PackedBatch.of(List.of(new PackedSample(new int[] {1}, 0, List.of(rest))));
      float[] alone = model.answerLogits(model.hidden(text, Optional.empty()), text).floats();
      float[] seeing = scores(model, new PackedSample(new int[] {10}, 4, List.of(behind)));
      for (int i = 0; i < alone.length; i++) assertEquals(alone[i], packed[i], 1e-5);
      for (int i = 0; i < seeing.length; i++) {
        assertEquals(seeing[i], packed[alone.length + i], 1e-5);
      }
      assertEquals(packed.length, alone.length + seeing.length);
    }
  }

  private float[] scores(VisionLanguageModel model, PackedSample sample) {
    PackedBatch batch = PackedBatch.of(List.of(sample));
    float[] z = new float[4 * 16];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) Math.sin(i);
    }
    Tensor features = with.torch().of(z, 1, 4, 16);
    return model.answerLogits(model.hidden(batch, Optional.of(features)), batch).floats();
  }

  @Test
  void isNotChangedByItsNeighboursInTheBatch() {
    PackedSample small = new PackedSample(new int[] {1}, 0, List.of(turn(1, 2, 3)));
    PackedSample large = new PackedSample(new int[] {1}, 0, List.of(turn(3, 4, 5, 6, 7, 8)));
    try (VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 5)) {
      PackedBatch alone = PackedBatch.of(List.of(small));
      PackedBatch both = PackedBatch.of(List.of(small, large));
      float[] expected = model.answerLogits(model.hidden(alone, Optional.empty()), alone).floats();
      float[] scores = model.answerLogits(model.hidden(both, Optional.empty()), both).floats();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], scores[i], 1e-5);
      }
    }
  }

  @Test
  void refusesASampleBeyondTheContextByName() {
    PackedBatch batch =
        PackedBatch.of(List.of(new PackedSample(new int[0], 0, List.of(turn(1, new int[40])))));
    try (VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 5)) {
      IllegalArgumentException failure =
          assertThrows(IllegalArgumentException.class, () -> model.hidden(batch, Optional.empty()));
      assertEquals("sample.positions=40, expected 1 to 32", failure.getMessage());
    }
  }

  @Test
  void refusesAnAnswerThatNothingPredicts() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new PackedSample(new int[0], 0, List.of(turn(2, 1, 2))));
  }
}
