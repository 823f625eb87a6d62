package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// One figure of a variant: where it stands in results, and how it is made.
///
/// @param category the benchmark's own name, or that of a headline
/// @param measure the name under which results carry it
public record Term(String category, String measure, Formula formula) {
  static final Predicate<ScoredItem> ANY = item -> true;

  /// Of answered items, those that are right.
  static Formula accuracy(Predicate<ScoredItem> which) {
    return new Formula.Share(
        Count.of(which.and(ScoredItem::isCorrect)), Count.of(which.and(ScoredItem::isAnswered)));
  }

  /// Of complete groups, those that are right.
  static Formula groups(Kind kind, OptionalInt size, Predicate<ScoredItem> which) {
    return new Formula.Share(Count.right(kind, size, which), Count.complete(kind, size, which));
  }

  static Predicate<ScoredItem> in(String category) {
    return item -> item.category().equals(category);
  }

  static Term accuracy(String category, Predicate<ScoredItem> which) {
    return new Term(category, Figures.ACCURACY, accuracy(which));
  }

  /// Whether it is left out where it has no value: a sum or mean that lacks a part is none.
  boolean isWhole() {
    return formula instanceof Formula.Sum || formula instanceof Formula.Mean;
  }
}
