package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HolmTest {
  @Test
  void countsTheSmallestMostAndNeverFallsBelowOneBefore() {
    assertAdjusted(List.of(.03, .06, .06), Holm.adjusted(List.of(.01, .04, .03)));
  }

  @Test
  void isAtMostOne() {
    assertAdjusted(List.of(1.0, 1.0), Holm.adjusted(List.of(.6, .9)));
  }

  @Test
  void leavesASingleValueAsItIs() {
    assertEquals(List.of(.04), Holm.adjusted(List.of(.04)));
    assertEquals(List.of(), Holm.adjusted(List.of()));
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThrows(IllegalArgumentException.class, () -> Holm.adjusted(List.of(.5, 1.5)));
  }

  private static void assertAdjusted(List<Double> expected, List<Double> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) assertEquals(expected.get(i), found.get(i), 1e-12);
  }
}
