package io.viralstream.models.model;

import static io.viralstream.models.model.TinyNetwork.turn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.PackedBatch.AnswerToken;
import io.viralstream.models.model.PackedSample.Order;
import io.viralstream.models.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChainedSampleTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  /// Prefix 7, turn (1 2*), two visual tokens, turn (3 4*).
  private static final PackedSample PICTURE_SECOND =
      chained(new int[] {7}, 2, 1, turn(1, 1, 2), turn(1, 3, 4));

  /// Prefix of two, turn of three with two answers, picture of four, turn of four with two answers.
  private static final PackedSample LONG =
      chained(new int[] {7, 7}, 4, 1, turn(2, 1, 2, 3), turn(2, 4, 5, 6, 8));

  private static PackedSample chained(int[] prefix, int visual, int before, Turn... turns) {
    return new PackedSample(prefix, visual, List.of(turns), new Order.Chained(before));
  }

  @Test
  void standsInTheOrderThatItIsReadIn() {
    PackedBatch batch = PackedBatch.of(List.of(PICTURE_SECOND));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6}, batch.positions());
    assertArrayEquals(new int[] {7, 1, 2, 3, 4}, batch.textIds());
    assertArrayEquals(new int[] {0, 1, 2, 5, 6, 3, 4}, batch.sources());
    assertArrayEquals(new int[] {3, 4}, batch.visualRows());
    assertEquals(
        List.of(new AnswerToken(1, 2, 0, 0), new AnswerToken(5, 4, 0, 1)), batch.answers());
    assertEquals(7, PICTURE_SECOND.positions());
  }

  @Test
  void predictsAFirstTokenFromTheRowBeforeIt() {
    PackedSample sample = chained(new int[] {7}, 2, 1, turn(1, 1, 2), turn(1, 3), turn(1, 4));
    assertEquals(
        List.of(
            new AnswerToken(1, 2, 0, 0), new AnswerToken(4, 3, 0, 1), new AnswerToken(5, 4, 0, 2)),
        PackedBatch.of(List.of(sample)).answers());
  }

  @Test
  void needsNoMaskUnlessATurnBesideItIsIsolated() {
    PackedSample isolated = new PackedSample(new int[] {7}, 0, List.of(turn(1, 1, 2)));
    assertInstanceOf(
        AttentionMask.Causal.class,
        PackedBatch.of(List.of(PICTURE_SECOND, LONG)).attentionMask(with.torch()));
    PackedBatch mixed = PackedBatch.of(List.of(PICTURE_SECOND, isolated));
    assertInstanceOf(AttentionMask.Masked.class, mixed.attentionMask(with.torch()));
    boolean[] seen = mixed.seen();
    for (int to = 0; to < 7; to++) assertTrue(seen[6 * 7 + to]);
  }

  @Test
  void hasTheScoresOfOneLongTurn() {
    PackedSample chained = chained(new int[] {10}, 4, 0, turn(2, 1, 2, 3), turn(1, 4, 5));
    boolean[] answer = {false, true, true, false, true};
    Turn whole = new Turn(new int[] {1, 2, 3, 4, 5}, answer);
    PackedSample isolated = new PackedSample(new int[] {10}, 4, List.of(whole));
    try (VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 5)) {
      assertArrayEquals(scores(model, 1, isolated), scores(model, 1, chained), 1e-5f);
    }
  }

  @Test
  void isNotChangedByALongerNeighbour() {
    try (VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 5)) {
      float[] alone = scores(model, 1, PICTURE_FOUR);
      float[] beside = scores(model, 2, PICTURE_FOUR, LONG);
      assertArrayEquals(alone, Arrays.copyOf(beside, alone.length), 1e-5f);
    }
  }

  private static final PackedSample PICTURE_FOUR =
      chained(new int[] {7}, 4, 1, turn(1, 1, 2), turn(1, 3, 4));

  private float[] scores(VisionLanguageModel model, int pictures, PackedSample... samples) {
    PackedBatch batch = PackedBatch.of(List.of(samples));
    float[] z = new float[pictures * 4 * 16];
    for (int i = 0; i < z.length; i++) z[i] = (float) Math.sin(i);
    Tensor features = with.torch().of(z, pictures, 4, 16);
    return model.answerLogits(model.hidden(batch, Optional.of(features)), batch).floats();
  }

  @Test
  void isCutWithinAnAnswer() {
    PackedSample cut = LONG.cutTo(12).orElseThrow();
    assertEquals(12, cut.length());
    assertArrayEquals(new int[] {4, 5, 6}, cut.turns().getLast().ids());
    assertEquals(3, cut.answerTokens());
    assertEquals(4, cut.visualTokens());
  }

  @Test
  void leavesOutAQuestionWhoseAnswerIsCut() {
    PackedSample cut = LONG.cutTo(11).orElseThrow();
    assertEquals(1, cut.turns().size());
    assertEquals(4, cut.visualTokens());
    assertArrayEquals(
        new int[] {5, 6, 7, 8}, PackedBatch.of(List.of(cut)).visualRows(), "behind the first turn");
    assertEquals(9, cut.cutTo(9).orElseThrow().length());
    assertEquals(0, cut.cutTo(8).orElseThrow().visualTokens());
  }

  @Test
  void leavesOutAPictureThatIsCut() {
    PackedSample cut = LONG.cutTo(8).orElseThrow();
    assertEquals(5, cut.length());
    assertEquals(0, cut.visualTokens());
    assertArrayEquals(new int[] {1, 2}, LONG.cutTo(4).orElseThrow().turns().getFirst().ids());
  }

  @Test
  void staysAsItIsWithinTheLength() {
    PackedSample cut = LONG.cutTo(13).orElseThrow();
    assertEquals(LONG.length(), cut.length());
    assertEquals(LONG.answerTokens(), cut.answerTokens());
  }

  @Test
  void keepsNothingWithoutAnAnswer() {
    assertTrue(LONG.cutTo(3).isEmpty());
    assertTrue(LONG.cutTo(0).isEmpty());
  }

  @Test
  void isNotCutWhereTurnsAreIsolated() {
    PackedSample isolated = new PackedSample(new int[] {7}, 0, List.of(turn(1, 1, 2)));
    assertThrows(IllegalStateException.class, () -> isolated.cutTo(2));
  }

  @Test
  void refusesMoreTurnsBeforeThePictureThanThereAre() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> chained(new int[] {7}, 2, 2, turn(1, 1, 2)));
    assertEquals("before=2, expected 0 to 1", refused.getMessage());
  }
}
