package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  private static final PairedCounts BOTH = new PairedCounts(1, 0, 0, 0);
  private static final PairedCounts FIRST = new PairedCounts(0, 1, 0, 0);
  private static final PairedCounts SECOND = new PairedCounts(0, 0, 1, 0);
  private static final PairedCounts NEITHER = new PairedCounts(0, 0, 0, 1);

  @Test
  void isMcNemarsWhereNoPictureRepeats() {
    PairedComparison found =
        PairedComparison.pooled(
            List.of(of(2_800, BOTH), of(200, FIRST), of(150, SECOND), of(1_372, NEITHER)));

    assertEquals(new PairedCounts(2_800, 200, 150, 1_372), found.counts());
    assertEquals(50 / 4_522.0, found.difference(), 1e-12);
    assertEquals(.00872003653055594908, found.p(), 1e-9);
    assertEquals(.00294266862128184316, found.interval().low(), 1e-9);
    assertEquals(.0115876153685945797, found.detectable().orElseThrow(), 1e-9);
  }

  /// Each question twice, once more about the same picture: the interval must not be narrower than
  /// that of the pictures. √(ψ − δ²) / √C is the standard error of C independent pairs.
  @Test
  void doesNotTakeAQuestionForTwoBecauseItWasAskedTwice() {
    PairedComparison found =
        PairedComparison.pooled(
            List.of(
                of(200, BOTH.times(2)),
                of(60, FIRST.times(2)),
                of(40, SECOND.times(2)),
                of(100, NEITHER.times(2))));

    double error = Math.sqrt((.25 - .05 * .05) / 400);
    assertEquals(.05, found.difference(), 1e-12);
    // the quantile of 2,000 draws has a standard error of .06 of theirs
    assertEquals(.05 - 1.96 * error, found.interval().low(), .2 * error);
    assertEquals(.05 + 1.96 * error, found.interval().high(), .2 * error);
    assertEquals(2.8016 * error, found.detectable().orElseThrow(), .15 * error);
    // normal: 2 Φ(−.05 / error) = .0444; the tail of 2,000 draws has a standard error of .0067
    assertEquals(.0444, found.p(), .02);
  }

  /// Over all 12¹² draws of the twelve pictures: 2 · P(difference ≤ 0) = .27620, the 2.5 % and 97.5
  /// % points −.1 and .46429, the deviation .14778. Tolerances are three standard errors of what
  /// 2,000 draws tell of them.
  @Test
  void agreesWithTheBootstrapsExactDistribution() {
    PairedComparison found =
        PairedComparison.pooled(
            List.of(of(4, FIRST.times(2)), of(3, SECOND.plus(NEITHER)), of(5, BOTH.times(3))));

    assertEquals(5 / 29.0, found.difference(), 1e-12);
    assertEquals(.27620, found.p(), .0463);
    assertEquals(-.1, found.interval().low(), .03);
    assertEquals(.46429, found.interval().high(), .03);
    assertEquals(2.80159 * .14778, found.detectable().orElseThrow(), .02);
  }

  /// Two splits about the same pictures: 10 questions with a lead of .2, and 30 without one.
  @Test
  void givesEverySplitTheSameWeightWhateverItsSize() {
    PairedComparison found =
        PairedComparison.meanOfSplits(
            List.of(
                new AlikePictures(2, List.of(FIRST, BOTH.times(3))),
                new AlikePictures(8, List.of(BOTH, NEITHER.times(3)))));

    assertEquals(.1, found.difference(), 1e-12);
    assertEquals(40, found.counts().items());
    // a draw of ten pictures has none of the two with probability .8¹⁰ = .107, then nothing leads
    assertEquals(2 * .1074, found.p(), .03);
    assertEquals(0, found.interval().low());
  }

  @Test
  void drawsTheSameUnderTheSameSeed() {
    var all = List.of(of(3, FIRST.times(2)), of(4, SECOND.plus(BOTH)), of(5, NEITHER.times(3)));

    assertEquals(PairedComparison.pooled(all), PairedComparison.pooled(all));
  }

  @Test
  void saysHowLittleASinglePictureTells() {
    PairedComparison found = PairedComparison.pooled(List.of(of(1, FIRST.times(6))));

    assertEquals(1, found.difference());
    assertEquals(1, found.p());
    assertEquals(-.122108720681941824, found.interval().low(), 1e-9);
    assertTrue(found.detectable().isEmpty());
  }

  /// Of five coins all show one side with probability 2 / 2⁵.
  @Test
  void countsPicturesWhereAllOfThemSayTheSame() {
    PairedComparison found = PairedComparison.pooled(List.of(of(5, FIRST.times(2).plus(BOTH))));

    assertEquals(.0625, found.p(), 1e-12);
  }

  @Test
  void seesNoDifferenceWhereThePicturesNeverDiffer() {
    PairedComparison found =
        PairedComparison.pooled(List.of(of(3, BOTH.times(2)), of(4, FIRST.plus(SECOND))));

    assertEquals(0, found.difference());
    assertEquals(1, found.p());
  }

  private static AlikePictures of(long pictures, PairedCounts counts) {
    return new AlikePictures(pictures, List.of(counts));
  }
}
