package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// Something that is counted of items and can be added up: of two lists that share no item and no
/// group, the count of both together is the sum.
@FunctionalInterface
public interface Count {
  /// @param items of which no group lies partly outside
  long of(List<ScoredItem> items);

  static Count of(Predicate<ScoredItem> which) {
    return items -> items.stream().filter(which).count();
  }

  /// Groups whose items all are answered.
  static Count complete(Kind kind, OptionalInt size, Predicate<ScoredItem> which) {
    return items -> GroupCounts.of(kind, size, items.stream().filter(which).toList()).complete();
  }

  /// Of those, the ones whose items all are right.
  static Count right(Kind kind, OptionalInt size, Predicate<ScoredItem> which) {
    return items -> GroupCounts.of(kind, size, items.stream().filter(which).toList()).right();
  }
}
