package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What's Up's figures: of each subset the accuracy, and of the two controlled ones also the shares
/// of right pairs and sets; `overall` is the mean of the subsets' accuracies.
///
/// Of N items of a controlled subset, N / 2 pairs and N / 4 sets count when all are answered.
public record WhatsUpAggregation() implements Aggregation {
  private static final OptionalInt PAIR = OptionalInt.of(2);
  private static final OptionalInt SET = OptionalInt.of(4);

  @Override
  public List<Term> terms(List<ScoredItem> items) {
    List<String> subsets = Aggregation.categories(items);
    var all = new ArrayList<Term>();
    for (String name : subsets) {
      all.add(Term.accuracy(name, Term.in(name)));
      if (!isControlled(name, items)) continue;
      all.add(new Term(name, "pairAccuracy", Term.groups(Kind.PAIR, PAIR, Term.in(name))));
      all.add(new Term(name, "setAccuracy", Term.groups(Kind.SET, SET, Term.in(name))));
    }
    List<Formula> accuracies = subsets.stream().map(name -> Term.accuracy(Term.in(name))).toList();
    all.add(new Term(Figures.OVERALL, Figures.ACCURACY, new Formula.Mean(accuracies)));
    return all;
  }

  @Override
  public List<Group> incomplete(List<ScoredItem> items) {
    var incomplete = new ArrayList<Group>();
    incomplete.addAll(GroupCounts.of(Kind.PAIR, PAIR, items).incomplete());
    incomplete.addAll(GroupCounts.of(Kind.SET, SET, items).incomplete());
    return incomplete;
  }

  private static boolean isControlled(String name, List<ScoredItem> items) {
    return items.stream().filter(Term.in(name)).anyMatch(item -> item.group(Kind.SET).isPresent());
  }
}
