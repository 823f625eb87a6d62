package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// HallusionBench's figures: accuracy (its aAcc), the share of figures with all their questions
/// right (fAcc), and of questions right about all their figures (qAcc); by category and over all.
public record HallusionBenchAggregation() implements Aggregation {
  private static final OptionalInt ANY = OptionalInt.empty();

  @Override
  public List<Term> terms(List<ScoredItem> items) {
    var all = new ArrayList<Term>();
    for (String name : Aggregation.categories(items)) all.addAll(terms(name, Term.in(name)));
    all.addAll(terms(Figures.OVERALL, Term.ANY));
    return all;
  }

  @Override
  public List<Group> incomplete(List<ScoredItem> items) {
    var incomplete = new ArrayList<Group>();
    incomplete.addAll(GroupCounts.of(Kind.FIGURE, ANY, items).incomplete());
    incomplete.addAll(GroupCounts.of(Kind.QUESTION, ANY, items).incomplete());
    return incomplete;
  }

  private static List<Term> terms(String name, Predicate<ScoredItem> which) {
    return List.of(
        Term.accuracy(name, which),
        new Term(name, "figureAccuracy", Term.groups(Kind.FIGURE, ANY, which)),
        new Term(name, "questionAccuracy", Term.groups(Kind.QUESTION, ANY, which)));
  }
}
