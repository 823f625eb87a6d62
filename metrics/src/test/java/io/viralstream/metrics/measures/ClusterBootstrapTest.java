package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.measures.Measured.Interval;
import io.viralstream.scoring.figures.Counts;
import io.viralstream.scoring.figures.Measure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterBootstrapTest {
  @Test
  void comesCloseToWilsonForIndependentQuestions() {
    var clusters = new ArrayList<List<Counts>>();
    for (int i = 0; i < 400; i++)
      clusters.add(List.of(new Counts(1, i % 4 == 0 ? 0 : 1, 0, 0, 0, 0)));

    Interval drawn =
        new ClusterBootstrap(clusters)
            .of(splits -> Measure.ACCURACY.of(splits.getFirst()))
            .orElseThrow();
    Interval wilson = Wilson.at95(.75, 400);

    assertEquals(wilson.low(), drawn.low(), .01);
    assertEquals(wilson.high(), drawn.high(), .01);
  }

  @Test
  void drawsTheSameUnderTheSameSeed() {
    var clusters =
        List.of(
            List.of(new Counts(3, 2, 0, 0, 0, 0)),
            List.of(new Counts(3, 0, 0, 0, 0, 0)),
            List.of(new Counts(2, 1, 0, 0, 0, 0)));

    Optional<Interval> first =
        new ClusterBootstrap(clusters).of(one -> Measure.ACCURACY.of(one.getFirst()));
    Optional<Interval> second =
        new ClusterBootstrap(clusters).of(one -> Measure.ACCURACY.of(one.getFirst()));

    assertEquals(first, second);
  }

  /// 100,000 pictures with 20 different counts: i of 20 questions right, for i from 1 to 20. Their
  /// variance is (20² − 1) / 12 / 20², and the interval's half width 1.96 deviations of the mean.
  @Test
  void agreesWithTheoryForManyPicturesOfFewKinds() {
    List<List<Counts>> clusters =
        IntStream.range(0, 100_000)
            .mapToObj(i -> List.of(new Counts(20, 1 + i % 20, 0, 0, 0, 0)))
            .toList();

    Interval interval = accuracy(clusters);

    double deviation = Math.sqrt(399 / 12.0) / 20 / Math.sqrt(100_000);
    // the quantile of 2,000 draws has a standard error of .06 deviations
    assertEquals(.525 - 1.96 * deviation, interval.low(), .2 * deviation);
    assertEquals(.525 + 1.96 * deviation, interval.high(), .2 * deviation);
  }

  @Test
  void isTheSameInWhateverOrderPicturesCome() {
    var clusters = new ArrayList<List<Counts>>();
    for (int i = 0; i < 200; i++)
      clusters.add(List.of(new Counts(1 + i % 4, i % 3 % 2, 0, 0, 0, 0)));
    Interval ordered = accuracy(clusters);

    Collections.shuffle(clusters, new Random(3));

    assertEquals(ordered, accuracy(clusters));
  }

  private static Interval accuracy(List<List<Counts>> clusters) {
    return new ClusterBootstrap(clusters)
        .of(splits -> Measure.ACCURACY.of(splits.getFirst()))
        .orElseThrow();
  }

  @Test
  void hasNoIntervalWhereTheStatisticNeverHasAValue() {
    var clusters = List.of(List.of(new Counts(1, 1, 0, 0, 0, 0)));

    assertTrue(new ClusterBootstrap(clusters).of(one -> Measure.F1.of(one.getFirst())).isEmpty());
  }

  @Test
  void saysHowLittleASinglePictureTells() {
    var one = List.of(List.of(new Counts(4, 2, 0, 0, 0, 0)));

    Interval interval =
        new ClusterBootstrap(one).of(split -> Measure.ACCURACY.of(split.getFirst())).orElseThrow();

    assertEquals(Wilson.at95(.5, 1), interval);
  }

  @Test
  void saysHowLittleAlikePicturesTell() {
    List<List<Counts>> alike = Collections.nCopies(5, List.of(new Counts(4, 4, 0, 0, 0, 0)));

    Interval interval =
        new ClusterBootstrap(alike)
            .of(split -> Measure.ACCURACY.of(split.getFirst()))
            .orElseThrow();

    assertEquals(Wilson.at95(1, 5), interval);
  }

  @Test
  void interpolatesPercentilesLinearly() {
    Interval interval = Draws.of(DoubleStream.of(3, 1, 2)).interval();
    assertEquals(1.05, interval.low(), 1e-12);
    assertEquals(2.95, interval.high(), 1e-12);
  }
}
