package io.viralstream.scoring.figures;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// How many groups of one kind are right: those whose items all are.
///
/// A group counts when it is complete: all its items are answered, and there are as many as the
/// benchmark has in each. Of three pictures of MME with two questions each, one right, one half
/// right and one with a question unanswered, two are complete and one is right.
///
/// @param complete groups that count
/// @param right of those, the ones whose items all are
/// @param incomplete groups that do not count, in order of their first items
record GroupCounts(long complete, long right, List<Group> incomplete) {

  /// @param items without a group of the kind count in none
  /// @param size items of each group, where the benchmark has the same number in all
  static GroupCounts of(Kind kind, OptionalInt size, List<ScoredItem> items) {
    Map<Group, List<ScoredItem>> groups =
        items.stream()
            .filter(item -> item.group(kind).isPresent())
            .collect(
                groupingBy(item -> item.group(kind).orElseThrow(), LinkedHashMap::new, toList()));
    List<List<ScoredItem>> complete =
        groups.values().stream().filter(members -> isComplete(members, size)).toList();
    List<Group> incomplete =
        groups.entrySet().stream()
            .filter(group -> !isComplete(group.getValue(), size))
            .map(Map.Entry::getKey)
            .toList();
    long right =
        complete.stream()
            .filter(members -> members.stream().allMatch(ScoredItem::isCorrect))
            .count();
    return new GroupCounts(complete.size(), right, incomplete);
  }

  private static boolean isComplete(List<ScoredItem> members, OptionalInt size) {
    return members.stream().allMatch(ScoredItem::isAnswered)
        && members.size() == size.orElse(members.size());
  }
}
