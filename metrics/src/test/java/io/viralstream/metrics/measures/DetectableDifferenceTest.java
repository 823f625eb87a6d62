package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Expected values were found in 40 digits, as the smallest δ for which Connor's n is enough.
class DetectableDifferenceTest {
  @Test
  void solvesConnorsEquation() {
    assertDifference(.0395737066154526752, DetectableDifference.ofPairs(.2, 1_000));
    assertDifference(.0115876153685945797, DetectableDifference.ofPairs(350 / 4_522.0, 4_522));
    assertDifference(.211931934836624166, DetectableDifference.ofPairs(.3, 50));
    assertDifference(.590183100769858108, DetectableDifference.ofPairs(1, 20));
  }

  @Test
  void takesModelsToDifferAsOftenAsTheDifferenceNeeds() {
    assertDifference(.149717150011983706, DetectableDifference.ofPairs(.1, 50));
  }

  @Test
  void saysWhatIsDetectableWhereTheModelsNeverDiffered() {
    assertDifference(.0766561342462357338, DetectableDifference.ofPairs(0, 100));
  }

  @Test
  void isEmptyWhereSoFewPairsFindNoDifference() {
    assertDifference(.997961743513843258, DetectableDifference.ofPairs(.5, 4));
    assertTrue(DetectableDifference.ofPairs(.5, 3).isEmpty());
  }

  /// 1.95996398454005424 + .841621233572914205 = 2.80158521811296845.
  @Test
  void isTwoQuantilesOfAStandardError() {
    assertDifference(.0280158521811296845, DetectableDifference.ofStandardError(.01));
    assertTrue(DetectableDifference.ofStandardError(.4).isEmpty());
  }

  private static void assertDifference(double expected, OptionalDouble found) {
    assertEquals(expected, found.orElseThrow(), 1e-9);
  }
}
