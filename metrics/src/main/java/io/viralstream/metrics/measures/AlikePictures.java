package io.viralstream.metrics.measures;

import java.util.ArrayList;
import java.util.List;

/// Pictures whose questions two models answered alike, as far as counts tell: the clusters of a
/// paired comparison, which are few however many the pictures are.
///
/// Where no picture repeats there are four kinds at most: of each, the one question was answered
/// rightly by both models, by the first, by the second, or by neither.
///
/// @param pictures how many; at least 1. An item without a picture counts as a picture of its own
/// @param splits the counts of each one of them, [S], the same splits in all
public record AlikePictures(long pictures, List<PairedCounts> splits) {
  public AlikePictures {
    if (pictures < 1)
      throw new IllegalArgumentException("pictures=" + pictures + ", expected at least 1");
    splits = List.copyOf(splits);
  }

  /// The same pictures with their splits as one.
  AlikePictures pooled() {
    return new AlikePictures(
        pictures, List.of(splits.stream().reduce(PairedCounts.NONE, PairedCounts::plus)));
  }

  /// The counts of each of them together.
  long items() {
    return splits.stream().mapToLong(PairedCounts::items).sum();
  }

  /// The counts of all pictures by split, [S].
  static List<PairedCounts> sum(List<AlikePictures> all) {
    var sums = new ArrayList<PairedCounts>();
    for (int split = 0; split < all.getFirst().splits.size(); split++) {
      PairedCounts sum = PairedCounts.NONE;
      for (AlikePictures alike : all) sum = sum.plus(alike.splits.get(split).times(alike.pictures));
      sums.add(sum);
    }
    return sums;
  }
}
