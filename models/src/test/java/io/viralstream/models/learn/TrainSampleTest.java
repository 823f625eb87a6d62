package io.viralstream.models.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PackedSample.Order;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.Turn.Sees;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.EncodedTurn;
import io.viralstream.models.text.Packing;
import io.viralstream.models.text.TextRejected;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainSampleTest {
  private static final List<EncodedTurn> TURNS =
      List.of(
          new EncodedTurn(new int[] {2}, new int[] {3, 4}, new int[] {5}),
          new EncodedTurn(new int[] {6}, new int[] {7, 8}));
  private static final PatchFeatures PICTURE = new PatchFeatures(new float[] {1, 2}, 2, 1);

  private static TrainSample sample(Packing packing) {
    EncodedPrompt prompt = new EncodedPrompt(new int[] {1}, TURNS, 1, packing);
    return TrainSample.of(prompt, Optional.of(PICTURE), Optional.of(PICTURE));
  }

  @Test
  void chainsTurnsWithThePictureAmongThem() {
    PackedSample text = sample(Packing.CHAINED).text();
    assertEquals(new Order.Chained(1), text.order());
    assertArrayEquals(new int[] {2, 3, 4, 5}, text.turns().getFirst().ids());
    assertArrayEquals(new boolean[] {false, true, true, false}, text.turns().getFirst().answer());
    assertEquals(4, text.answerTokens());
  }

  @Test
  void isolatesATurnThatWasSaidBeforeThePicture() {
    PackedSample text = sample(Packing.ISOLATED).text();
    assertEquals(new Order.Isolated(), text.order());
    assertEquals(Sees.NOTHING, text.turns().getFirst().sees());
    assertEquals(Sees.SHARED, text.turns().getLast().sees());
  }

  @Test
  void losesItsPictureAndItsTeacherWithThePicturesTokens() {
    TrainSample whole = sample(Packing.CHAINED).cutTo(10);
    assertTrue(whole.picture().isPresent() && whole.teacher().isPresent());
    assertEquals(10, whole.text().length());
    TrainSample cut = sample(Packing.CHAINED).cutTo(6);
    assertTrue(cut.picture().isEmpty() && cut.teacher().isEmpty());
    assertEquals(5, cut.text().length());
  }

  @Test
  void refusesACutThatLeavesNothingToLearn() {
    TextRejected refused = assertThrows(TextRejected.class, () -> sample(Packing.CHAINED).cutTo(2));
    assertEquals(
        "sample of 10 tokens: no answer token is left within length=2, expected at least 1",
        refused.getMessage());
  }
}
