package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClustersDrawnAgainTest {
  private static final int DRAWS = 2_000;

  /// 99,960 clusters, from 476 of the first kind to 9,520 of the last.
  private static final int[] TWENTY = IntStream.rangeClosed(1, 20).map(i -> i * 476).toArray();

  /// 60 clusters: the fewest that three kinds of them may have to be drawn as Poisson numbers.
  private static final int[] SMALL = {3, 17, 40};

  @Test
  void drawsAsManyClustersAsThereAre() {
    ClustersDrawnAgain again = again(TWENTY, 1);
    int clusters = Arrays.stream(TWENTY).sum();
    assertTrue(
        IntStream.range(0, DRAWS).allMatch(draw -> Arrays.stream(again.next()).sum() == clusters));
  }

  @Test
  void drawsTheSameUnderTheSameSeed() {
    ClustersDrawnAgain one = again(TWENTY, 7);
    ClustersDrawnAgain other = again(TWENTY, 7);
    for (int draw = 0; draw < 10; draw++) assertArrayEquals(one.next(), other.next());
  }

  @Test
  void drawsEveryKindAsOftenAsItIsThere() {
    double[][] drawn = drawn(again(TWENTY, 2)::next);
    double clusters = Arrays.stream(TWENTY).sum();
    for (int kind = 0; kind < TWENTY.length; kind++) {
      double share = TWENTY[kind] / clusters;
      double error = Math.sqrt(clusters * share * (1 - share) / DRAWS);
      assertEquals(TWENTY[kind], mean(drawn[kind]), 4 * error);
    }
  }

  /// A kind's Poisson number alone would vary by n p instead of n p (1 − p). A variance of B draws
  /// has a standard error of √(2 / B) of its own.
  @Test
  void variesAsAMultinomialDraw() {
    double[][] drawn = drawn(again(TWENTY, 3)::next);
    double clusters = Arrays.stream(TWENTY).sum();
    double tolerance = 4 * Math.sqrt(2.0 / DRAWS);
    for (int kind = 0; kind < TWENTY.length; kind++) {
      double share = TWENTY[kind] / clusters;
      assertEquals(1, variance(drawn[kind]) / (clusters * share * (1 - share)), tolerance);
    }
    // each kind's clusters have its number for a value: n σ²
    double expected = clusters * weighedVariance(TWENTY);
    assertEquals(1, variance(weighed(drawn)) / expected, tolerance);
  }

  /// P(kind 0 is missing) = (57 / 60)⁶⁰ = .04607, and its mean is 3.
  @Test
  void isExactWhereAllIsSmall() {
    double[][] drawn = drawn(again(SMALL, 4)::next);
    double missing = Arrays.stream(drawn[0]).filter(times -> times == 0).count() / (double) DRAWS;
    assertEquals(.04607, missing, 4 * Math.sqrt(.04607 * .95393 / DRAWS));
    assertEquals(1, variance(drawn[0]) / (60 * .05 * .95), 4 * Math.sqrt(2.4 / DRAWS));
    assertEquals(3, mean(drawn[0]), 4 * Math.sqrt(2.85 / DRAWS));
  }

  /// The largest distance between two distribution functions of B draws each is below 1.95 √(2 / B)
  /// with probability .999 (Kolmogorov and Smirnov).
  @Test
  void agreesWithPlainDraws() {
    double[] again = weighed(drawn(again(SMALL, 5)::next));
    double[] plain = weighed(drawn(plain(SMALL, new SplittableRandom(6))));
    assertTrue(distance(again, plain) < 1.95 * Math.sqrt(2.0 / DRAWS));
  }

  @Test
  void drawsPlainlyWhereKindsAreMany() {
    int[] times = {1, 2, 3, 4};
    Supplier<int[]> plain = plain(times, new SplittableRandom(8));
    ClustersDrawnAgain again = again(times, 8);
    for (int draw = 0; draw < 10; draw++) assertArrayEquals(plain.get(), again.next());
  }

  @Test
  void drawsTheOnlyKindThereIs() {
    assertArrayEquals(new int[] {1}, again(new int[] {1}, 9).next());
    assertArrayEquals(new int[] {500}, again(new int[] {500}, 9).next());
  }

  private static ClustersDrawnAgain again(int[] times, long seed) {
    return new ClustersDrawnAgain(times, new SplittableRandom(seed));
  }

  /// One cluster after the other.
  private static Supplier<int[]> plain(int[] times, SplittableRandom random) {
    int[] owners =
        IntStream.range(0, times.length)
            .flatMap(kind -> IntStream.generate(() -> kind).limit(times[kind]))
            .toArray();
    return () -> {
      int[] drawn = new int[times.length];
      for (int i = 0; i < owners.length; i++) drawn[owners[random.nextInt(owners.length)]]++;
      return drawn;
    };
  }

  /// [K][B].
  private static double[][] drawn(Supplier<int[]> draws) {
    int[][] drawn = IntStream.range(0, DRAWS).mapToObj(draw -> draws.get()).toArray(int[][]::new);
    return IntStream.range(0, drawn[0].length)
        .mapToObj(kind -> Arrays.stream(drawn).mapToDouble(draw -> draw[kind]).toArray())
        .toArray(double[][]::new);
  }

  /// Of each draw the sum of its clusters, each of which counts as its kind's number.
  private static double[] weighed(double[][] drawn) {
    return IntStream.range(0, DRAWS)
        .mapToDouble(draw ->
            IntStream.range(0, drawn.length).mapToDouble(kind -> kind * drawn[kind][draw]).sum())
        .toArray();
  }

  /// Of the number of a cluster's kind.
  private static double weighedVariance(int[] times) {
    double clusters = Arrays.stream(times).sum();
    double mean =
        IntStream.range(0, times.length).mapToDouble(kind -> kind * times[kind]).sum() / clusters;
    return IntStream.range(0, times.length)
            .mapToDouble(kind -> (kind - mean) * (kind - mean) * times[kind])
            .sum()
        / clusters;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
        / (values.length - 1);
  }

  private static double distance(double[] one, double[] other) {
    return Arrays.stream(one)
        .map(value -> Math.abs(share(one, value) - share(other, value)))
        .max()
        .orElseThrow();
  }

  private static double share(double[] values, double most) {
    return Arrays.stream(values).filter(value -> value <= most).count() / (double) values.length;
  }
}
