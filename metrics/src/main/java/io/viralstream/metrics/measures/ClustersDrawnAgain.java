package io.viralstream.metrics.measures;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/// How often each kind of cluster comes when as many clusters as there are are drawn again with
/// replacement.
///
/// One draw of n clusters of K kinds is multinomial. Where kinds are few it is made in two parts.
/// First each kind has a Poisson number, n − 3 √n in the mean over all kinds. Such numbers are
/// multinomial given their sum; where that is above n, about once in 700, they are drawn anew. Then
/// plain draws make up what lacks of n. That is the same distribution, in K + 3 √n steps instead of
/// n. A Poisson number takes as long as 12 to 15 plain draws (docs/measured.md), so that beyond n /
/// 20 kinds all draws are plain.
///
/// Binomial numbers, one kind after the other, would be as exact. The library inverts their
/// distribution function, which takes as long as 4,000 plain draws.
final class ClustersDrawnAgain {
  /// n / K, from which on Poisson numbers are faster than plain draws.
  private static final int FEW = 20;

  /// Deviations of a sum of Poisson numbers that are left to plain draws.
  private static final double LEFT = 3;

  private final SplittableRandom random;
  private final int[] owners;
  private final DiscreteSampler[] poisson; // [K], or [0] where all draws are plain
  private final int kinds;

  /// @param times for each kind how many clusters are of it, [K], in an order that is the same for
  ///   equal clusters; one cluster at least
  ClustersDrawnAgain(int[] times, SplittableRandom random) {
    this.random = random;
    this.kinds = times.length;
    this.owners = owners(times);
    boolean few = (long) kinds * FEW <= owners.length;
    this.poisson = few ? poisson(times, owners.length, random) : new DiscreteSampler[0];
  }

  /// The kind of each cluster.
  private static int[] owners(int[] times) {
    int[] owners = new int[Math.toIntExact(Arrays.stream(times).asLongStream().sum())];
    int from = 0;
    for (int kind = 0; kind < times.length; kind++) {
      Arrays.fill(owners, from, from + times[kind], kind);
      from += times[kind];
    }
    return owners;
  }

  private static DiscreteSampler[] poisson(int[] times, int clusters, SplittableRandom random) {
    double share = 1 - LEFT / Math.sqrt(clusters);
    return Arrays.stream(times)
        .mapToObj(number -> PoissonSampler.of(random::nextLong, share * number))
        .toArray(DiscreteSampler[]::new);
  }

  /// For each kind how often it was drawn, [K]; their sum is the number of clusters.
  int[] next() {
    int[] drawn = new int[kinds];
    int sum = poisson(drawn);
    while (sum > owners.length) sum = poisson(drawn);
    for (; sum < owners.length; sum++) drawn[owners[random.nextInt(owners.length)]]++;
    return drawn;
  }

  /// Gives each kind its Poisson number, and returns their sum.
  private int poisson(int[] drawn) {
    int sum = 0;
    for (int kind = 0; kind < poisson.length; kind++) {
      drawn[kind] = poisson[kind].sample();
      sum += drawn[kind];
    }
    return sum;
  }
}
