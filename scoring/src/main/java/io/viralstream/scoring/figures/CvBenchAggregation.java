package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// CV-Bench's figures: accuracy by task, of two and three dimensions, and over all.
///
/// 2D = (accuracy on ADE20K + accuracy on COCO) / 2 and 3D = accuracy on Omni3D, by the sources of
/// the pictures; `macro` = (2D + 3D) / 2; `micro` = right answers / answers. A figure whose source
/// has no answer is left out.
///
/// @param overall which of the two last ones `overall` is
public record CvBenchAggregation(Overall overall) implements Aggregation {

  /// The benchmark's own is MACRO, lmms-eval reports MICRO.
  public enum Overall {
    MACRO,
    MICRO
  }

  @Override
  public Figures of(List<ScoredItem> items) {
    Map<String, List<ScoredItem>> sources = Aggregation.by(CvBenchAggregation::source, items);
    OptionalDouble flat =
        Figures.mean(List.of(accuracy("ADE20K", sources), accuracy("COCO", sources)));
    OptionalDouble deep = accuracy("Omni3D", sources);
    OptionalDouble macro = Figures.mean(List.of(flat, deep));
    OptionalDouble micro = Figures.accuracy("", items).value();
    var all = new ArrayList<Figure>();
    Aggregation.by(ScoredItem::category, items)
        .forEach((task, own) -> all.add(Figures.accuracy(task, own)));
    all.addAll(whole("2D", flat));
    all.addAll(whole("3D", deep));
    all.addAll(whole("macro", macro));
    all.addAll(whole("micro", micro));
    all.addAll(
        switch (overall) {
          case MACRO -> whole(Figures.OVERALL, macro);
          case MICRO -> whole(Figures.OVERALL, micro);
        });
    return new Figures(all, List.of());
  }

  private static List<Figure> whole(String name, OptionalDouble value) {
    return Figures.whole(name, Figures.ACCURACY, value);
  }

  private static OptionalDouble accuracy(String source, Map<String, List<ScoredItem>> sources) {
    return Figures.accuracy("", sources.getOrDefault(source, List.of())).value();
  }

  private static String source(ScoredItem item) {
    Optional<Group> source = item.group(Kind.SOURCE);
    return source
        .map(Group::id)
        .orElseThrow(
            () -> new IllegalArgumentException("item=" + item.id() + ", expected a group SOURCE"));
  }
}
