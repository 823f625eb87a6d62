package io.viralstream.scoring.figures;

import io.viralstream.scoring.parse.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Figures that counts by category suffice for: those of each category, and headlines over them.
///
/// @param headlines in the order of results
/// @param unread how an answer counts that could not be read
public record CountedAggregation(List<Headline> headlines, Unread unread) implements Aggregation {

  /// How an answer to a yes/no question counts that is neither. It is wrong in any case.
  public enum Unread {
    /// Under its truth: a thing that was there and not named was missed, whatever was said instead.
    UNDER_ITS_TRUTH,
    /// In accuracy alone: precision, recall and F1 do not see it.
    IN_ACCURACY_ALONE
  }

  private static final String FALSE_YES_RATE = "falseYesRate";
  private static final String YES = "yes";
  private static final String NO = "no";

  public CountedAggregation {
    headlines = List.copyOf(headlines);
  }

  @Override
  public List<Term> terms(List<ScoredItem> items) {
    List<String> categories = Aggregation.categories(items);
    var all = new ArrayList<Term>();
    for (String name : categories) all.addAll(terms(name, Term.in(name), items));
    for (Headline headline : headlines) {
      switch (headline.mean()) {
        case OF_ITEMS -> all.addAll(terms(headline.name(), Term.ANY, items));
        case OF_CATEGORIES -> all.addAll(means(headline.name(), categories, items));
      }
    }
    return all;
  }

  private List<Term> terms(String name, Predicate<ScoredItem> which, List<ScoredItem> items) {
    var terms = new ArrayList<Term>();
    for (Measure measure : applying(which, items))
      terms.add(new Term(name, measure.key(), formula(measure, which)));
    if (!asksYesOrNo(which, items)) return terms;
    terms.add(new Term(name, FALSE_YES_RATE, formula(Measure.HALLUCINATION, which)));
    terms.add(cell(name, "tp", which.and(says(YES, YES))));
    terms.add(cell(name, "fp", which.and(says(YES, NO))));
    terms.add(cell(name, "tn", which.and(says(NO, NO))));
    terms.add(cell(name, "fn", which.and(says(NO, YES))));
    return terms;
  }

  /// Counts of cells have no mean that says anything; ratios do.
  private List<Term> means(String name, List<String> categories, List<ScoredItem> items) {
    var terms = new ArrayList<Term>();
    for (Measure measure : applying(Term.ANY, items)) {
      Formula mean =
          new Formula.Mean(categories.stream().map(one -> formula(measure, Term.in(one))).toList());
      terms.add(new Term(name, measure.key(), mean));
      if (measure == Measure.HALLUCINATION) terms.add(new Term(name, FALSE_YES_RATE, mean));
    }
    return terms;
  }

  private List<Measure> applying(Predicate<ScoredItem> which, List<ScoredItem> items) {
    boolean yesNo = asksYesOrNo(which, items);
    return Arrays.stream(Measure.values())
        .filter(measure -> yesNo || measure == Measure.ACCURACY)
        .toList();
  }

  private boolean asksYesOrNo(Predicate<ScoredItem> which, List<ScoredItem> items) {
    return items.stream()
        .filter(which)
        .anyMatch(item -> item.isAnswered() && (counts(item, YES) || counts(item, NO)));
  }

  private Formula formula(Measure measure, Predicate<ScoredItem> which) {
    Count truthsYes = Count.of(which.and(item -> item.isAnswered() && counts(item, YES)));
    Count truthsNo = Count.of(which.and(item -> item.isAnswered() && counts(item, NO)));
    Count trueYes = Count.of(which.and(says(YES, YES)));
    Count falseYes = Count.of(which.and(says(YES, NO)));
    Count saidYes = items -> trueYes.of(items) + falseYes.of(items);
    Count yesNo = items -> truthsYes.of(items) + truthsNo.of(items);
    return switch (measure) {
      case ACCURACY -> Term.accuracy(which);
      case YES_RATIO -> new Formula.Share(saidYes, yesNo);
      case PRECISION -> new Formula.Share(trueYes, saidYes);
      case RECALL -> new Formula.Share(trueYes, truthsYes);
      case F1 -> new Formula.Quotient(2, trueYes, List.of(saidYes, truthsYes));
      case HALLUCINATION -> new Formula.Share(falseYes, truthsNo);
    };
  }

  private static Term cell(String name, String measure, Predicate<ScoredItem> which) {
    return new Term(name, measure, new Formula.Total(Count.of(which)));
  }

  /// Whether an item counts under its truth.
  private boolean counts(ScoredItem item, String truth) {
    boolean ignored = unread == Unread.IN_ACCURACY_ALONE && item.isUnread();
    return !ignored && isTrue(truth, item);
  }

  private static Predicate<ScoredItem> says(String word, String truth) {
    return item -> isTrue(truth, item) && item.says(word);
  }

  private static boolean isTrue(String truth, ScoredItem item) {
    return PlainText.of(item.truth()).equals(truth);
  }
}
