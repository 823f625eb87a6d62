package io.viralstream.metrics.read;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.viralstream.metrics.measures.AlikePictures;
import io.viralstream.metrics.measures.PairedComparison;
import io.viralstream.metrics.measures.PairedCounts;
import io.viralstream.metrics.read.ComparisonReader.Category;
import io.viralstream.metrics.read.ComparisonReader.KindCount;
import io.viralstream.scoring.Variant;
import io.viralstream.scoring.figures.Headline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The comparisons that a variant's counts make: those over all items, then one by category.
final class ComparedCategories {
  /// All items alike, where the rule has no headline that counts by category suffice for.
  private static final Headline POOLED = new Headline("pooled", Headline.Mean.OF_ITEMS);

  private ComparedCategories() {}

  /// @param variant empty where a later version of us has stored the scores
  /// @param counts not empty
  static List<Category> of(Optional<Variant> variant, List<KindCount> counts) {
    List<Headline> headlines = variant.map(Variant::headlines).orElse(List.of());
    var all = new ArrayList<Category>();
    for (Headline headline : headlines.isEmpty() ? List.of(POOLED) : headlines)
      all.add(new Category(headline.name(), overall(headline.mean(), alike(counts))));
    counts.stream()
        .collect(groupingBy(KindCount::category, TreeMap::new, toList()))
        .forEach((name, own) -> all.add(new Category(name, PairedComparison.pooled(alike(own)))));
    return List.copyOf(all);
  }

  private static PairedComparison overall(Headline.Mean mean, List<AlikePictures> pictures) {
    return switch (mean) {
      case OF_ITEMS -> PairedComparison.pooled(pictures);
      case OF_CATEGORIES -> PairedComparison.meanOfSplits(pictures);
    };
  }

  /// Categories in order of name are the splits; one that a picture does not stand in has no items.
  private static List<AlikePictures> alike(List<KindCount> counts) {
    List<String> splits = counts.stream().map(KindCount::category).distinct().sorted().toList();
    TreeMap<String, List<KindCount>> kinds =
        counts.stream().collect(groupingBy(KindCount::kind, TreeMap::new, toList()));
    return kinds.values().stream().map(kind -> alike(kind, splits)).toList();
  }

  private static AlikePictures alike(List<KindCount> kind, List<String> splits) {
    Map<String, PairedCounts> own =
        kind.stream().collect(toMap(KindCount::category, KindCount::counts));
    return new AlikePictures(
        kind.getFirst().pictures(),
        splits.stream().map(split -> own.getOrDefault(split, PairedCounts.NONE)).toList());
  }
}
