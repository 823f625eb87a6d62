package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// MMVP's figures: the share of pairs with both questions right, which is its published one, and of
/// questions. The accuracy of questions stands under the name that all benchmarks share, too.
public record MmvpAggregation() implements Aggregation {
  private static final OptionalInt QUESTIONS = OptionalInt.of(2);

  @Override
  public List<Term> terms(List<ScoredItem> items) {
    var all = new ArrayList<Term>();
    for (String name : Aggregation.categories(items)) all.addAll(terms(name, Term.in(name)));
    all.addAll(terms(Figures.OVERALL, Term.ANY));
    return all;
  }

  @Override
  public List<Group> incomplete(List<ScoredItem> items) {
    return GroupCounts.of(Kind.PAIR, QUESTIONS, items).incomplete();
  }

  private static List<Term> terms(String name, Predicate<ScoredItem> which) {
    return List.of(
        Term.accuracy(name, which),
        new Term(name, "questionAccuracy", Term.accuracy(which)),
        new Term(name, "pairAccuracy", Term.groups(Kind.PAIR, QUESTIONS, which)));
  }
}
