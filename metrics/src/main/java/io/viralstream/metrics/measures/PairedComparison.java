package io.viralstream.metrics.measures;

import io.viralstream.metrics.measures.Measured.Interval;
import java.util.List;
import java.util.OptionalDouble;

/// Two models' accuracies on the same items, compared in pairs.
///
/// Where no picture repeats and all items count alike, p is McNemar's exact one and the interval is
/// Newcombe's. Otherwise both come from a cluster bootstrap over pictures, as questions about one
/// picture do not stand for themselves, and a mean over splits is no proportion.
///
/// Where all draws of the bootstrap agree, as with a single picture, each picture counts as one
/// observation: p is McNemar's of as many pictures that all speak for one model, 2 · 2⁻ᶜ, and the
/// interval is Newcombe's at that size.
///
/// @param counts of all items alike
/// @param difference the first model's accuracy less the second's, −1 to 1; of splits the mean of
///   their differences
/// @param interval of the difference, at 95 %
/// @param p how likely a difference at least as large is if neither model is better, two-sided
/// @param detectable the smallest true difference that a test at 5 % would find with power .8;
///   empty where so few items find none
public record PairedComparison(
    PairedCounts counts,
    double difference,
    Interval interval,
    double p,
    OptionalDouble detectable) {

  /// Over items that count alike.
  ///
  /// @param all pictures with at least one item
  public static PairedComparison pooled(List<AlikePictures> all) {
    List<AlikePictures> alike = all.stream().map(AlikePictures::pooled).toList();
    boolean repeats = alike.stream().anyMatch(one -> one.items() > 1);
    return repeats ? clustered(alike) : independent(AlikePictures.sum(alike).getFirst());
  }

  /// The mean over splits, each of which counts the same whatever its size.
  ///
  /// @param all pictures with at least one item in each split
  public static PairedComparison meanOfSplits(List<AlikePictures> all) {
    return clustered(all);
  }

  private static PairedComparison independent(PairedCounts counts) {
    double items = counts.items();
    return new PairedComparison(
        counts,
        counts.lead() / items,
        Newcombe.at95(counts.both(), counts.onlyFirst(), counts.onlySecond(), counts.neither()),
        McNemar.exact(counts.onlyFirst(), counts.onlySecond()),
        DetectableDifference.ofPairs((counts.onlyFirst() + counts.onlySecond()) / items, items));
  }

  private static PairedComparison clustered(List<AlikePictures> all) {
    Shares shares = Shares.mean(AlikePictures.sum(all));
    Draws bootstrap = PairedBootstrap.of(all);
    PairedCounts counts =
        AlikePictures.sum(all.stream().map(AlikePictures::pooled).toList()).getFirst();
    if (bootstrap.isConstant()) {
      long pictures = all.stream().mapToLong(AlikePictures::pictures).sum();
      return shares.ofPictures(counts, pictures);
    }
    return new PairedComparison(
        counts,
        shares.difference(),
        bootstrap.interval(),
        bootstrap.p(),
        DetectableDifference.ofStandardError(bootstrap.standardError()));
  }

  /// The four counts as shares of the items, by split and then their mean.
  private record Shares(double both, double onlyFirst, double onlySecond, double neither) {

    static Shares mean(List<PairedCounts> splits) {
      var sum = new Shares(0, 0, 0, 0);
      for (PairedCounts split : splits)
        sum = sum.plus(split, (double) splits.size() * split.items());
      return sum;
    }

    private Shares plus(PairedCounts split, double whole) {
      return new Shares(
          both + split.both() / whole,
          onlyFirst + split.onlyFirst() / whole,
          onlySecond + split.onlySecond() / whole,
          neither + split.neither() / whole);
    }

    double difference() {
      return PairedBootstrap.exactZero(onlyFirst - onlySecond);
    }

    /// Each picture as one observation.
    PairedComparison ofPictures(PairedCounts counts, long pictures) {
      return new PairedComparison(
          counts,
          difference(),
          Newcombe.at95(
              both * pictures, onlyFirst * pictures, onlySecond * pictures, neither * pictures),
          difference() == 0 ? 1 : McNemar.exact(pictures, 0),
          DetectableDifference.ofPairs(onlyFirst + onlySecond, pictures));
    }
  }
}
