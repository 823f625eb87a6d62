package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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
  public List<Term> terms(List<ScoredItem> items) {
    items.forEach(CvBenchAggregation::source);
    Formula flat =
        new Formula.Mean(List.of(Term.accuracy(from("ADE20K")), Term.accuracy(from("COCO"))));
    Formula deep = Term.accuracy(from("Omni3D"));
    Formula macro = new Formula.Mean(List.of(flat, deep));
    Formula micro = Term.accuracy(Term.ANY);
    var all = new ArrayList<Term>();
    for (String task : Aggregation.categories(items)) all.add(Term.accuracy(task, Term.in(task)));
    all.add(whole("2D", flat));
    all.add(whole("3D", deep));
    all.add(whole("macro", macro));
    all.add(whole("micro", micro));
    all.add(
        switch (overall) {
          case MACRO -> whole(Figures.OVERALL, macro);
          case MICRO -> whole(Figures.OVERALL, micro);
        });
    return all;
  }

  /// Left out where it has no value.
  private static Term whole(String name, Formula formula) {
    Formula alone = formula instanceof Formula.Mean ? formula : new Formula.Mean(List.of(formula));
    return new Term(name, Figures.ACCURACY, alone);
  }

  private static Predicate<ScoredItem> from(String source) {
    return item -> source(item).equals(source);
  }

  private static String source(ScoredItem item) {
    return item.group(Kind.SOURCE)
        .map(Group::id)
        .orElseThrow(
            () -> new IllegalArgumentException("item=" + item.id() + ", expected a group SOURCE"));
  }
}
