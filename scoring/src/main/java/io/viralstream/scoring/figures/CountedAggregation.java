package io.viralstream.scoring.figures;

import io.viralstream.scoring.parse.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

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
  public Figures of(List<ScoredItem> items) {
    var categories = List.copyOf(Aggregation.by(ScoredItem::category, items).entrySet());
    var all = new ArrayList<Figure>();
    categories.forEach(one -> all.addAll(figures(one.getKey(), one.getValue())));
    List<Counts> counts = categories.stream().map(one -> counts(one.getValue())).toList();
    for (Headline headline : headlines) {
      switch (headline.mean()) {
        case OF_ITEMS -> all.addAll(figures(headline.name(), items));
        case OF_CATEGORIES -> all.addAll(means(headline.name(), counts));
      }
    }
    return new Figures(all, List.of());
  }

  private List<Figure> figures(String category, List<ScoredItem> items) {
    Counts counts = counts(items);
    var figures = new ArrayList<Figure>();
    for (Measure measure : applying(counts))
      figures.add(new Figure(category, measure.key(), measure.of(counts)));
    if (counts.yesNo() == 0) return figures;
    figures.add(new Figure(category, FALSE_YES_RATE, Measure.HALLUCINATION.of(counts)));
    figures.add(Figure.count(category, "tp", said(YES, YES, items)));
    figures.add(Figure.count(category, "fp", said(YES, NO, items)));
    figures.add(Figure.count(category, "tn", said(NO, NO, items)));
    figures.add(Figure.count(category, "fn", said(NO, YES, items)));
    return figures;
  }

  /// Counts of cells have no mean that says anything; ratios do.
  private static List<Figure> means(String name, List<Counts> categories) {
    Counts total = categories.stream().reduce(Counts.NONE, Counts::plus);
    var figures = new ArrayList<Figure>();
    for (Measure measure : applying(total)) {
      OptionalDouble mean = Figures.mean(categories.stream().map(measure::of).toList());
      figures.addAll(Figures.whole(name, measure.key(), mean));
      if (measure == Measure.HALLUCINATION)
        figures.addAll(Figures.whole(name, FALSE_YES_RATE, mean));
    }
    return figures;
  }

  private static List<Measure> applying(Counts counts) {
    return Arrays.stream(Measure.values()).filter(measure -> measure.appliesTo(counts)).toList();
  }

  private Counts counts(List<ScoredItem> items) {
    List<ScoredItem> answered = items.stream().filter(ScoredItem::isAnswered).toList();
    return new Counts(
        answered.size(),
        answered.stream().filter(ScoredItem::isCorrect).count(),
        answered.stream().filter(one -> counts(one, YES)).count(),
        answered.stream().filter(one -> counts(one, NO)).count(),
        said(YES, YES, items),
        said(YES, NO, items));
  }

  /// Whether an item counts under its truth.
  private boolean counts(ScoredItem item, String truth) {
    boolean ignored = unread == Unread.IN_ACCURACY_ALONE && item.isUnread();
    return !ignored && isTrue(truth, item);
  }

  private static long said(String word, String truth, List<ScoredItem> items) {
    return items.stream().filter(one -> isTrue(truth, one) && one.says(word)).count();
  }

  private static boolean isTrue(String truth, ScoredItem item) {
    return PlainText.of(item.truth()).equals(truth);
  }
}
