package io.viralstream.scoring.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeasureTest {
  /// LLaVA-1.5-13B on POPE random: TP 1182, FP 31, TN 1379, FN 318.
  static final Counts POPE_RANDOM = new Counts(2910, 1182 + 1379, 1500, 1410, 1182, 31);

  @Test
  void givesThePublishedFiguresOfPopeRandom() {
    assertEquals(.871360, Measure.F1.of(POPE_RANDOM).orElseThrow(), 5e-7);
    assertEquals(1182.0 / 1213, Measure.PRECISION.of(POPE_RANDOM).orElseThrow());
    assertEquals(1182.0 / 1500, Measure.RECALL.of(POPE_RANDOM).orElseThrow());
    assertEquals(2561.0 / 2910, Measure.ACCURACY.of(POPE_RANDOM).orElseThrow());
    assertEquals(1213.0 / 2910, Measure.YES_RATIO.of(POPE_RANDOM).orElseThrow());
    assertEquals(31.0 / 1410, Measure.HALLUCINATION.of(POPE_RANDOM).orElseThrow());
  }

  @Test
  void hasNoPrecisionWhereNothingWasAnsweredYes() {
    var silent = new Counts(2, 1, 1, 1, 0, 0);

    assertTrue(Measure.PRECISION.of(silent).isEmpty());
    assertEquals(0, Measure.RECALL.of(silent).orElseThrow());
  }

  @Test
  void countsAnUnparsedAnswerAsWrongButNotAsANo() {
    var unknown = new Counts(1, 0, 0, 1, 0, 0);

    assertEquals(0, Measure.ACCURACY.of(unknown).orElseThrow());
    assertEquals(0, Measure.HALLUCINATION.of(unknown).orElseThrow());
  }

  @Test
  void speaksOfYesOnlyWhereYesOrNoWasAsked() {
    var counting = new Counts(5, 3, 0, 0, 0, 0);

    assertTrue(Measure.ACCURACY.appliesTo(counting));
    assertFalse(Measure.F1.appliesTo(counting));
  }
}
