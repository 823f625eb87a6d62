package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The categories that the items of a version name, by number, and how many items name each.
///
/// The version's registration lists them all and has at most 1 MiB: what could not be written there
/// is not gathered either.
final class Categories {
  private static final int MOST = 1 << 20;

  /// What a name takes in the record beside its text, at most.
  private static final int FRAME = 8;

  /// Its objects on the heap.
  private static final int ENTRY = 160;

  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, Integer> items = new HashMap<>();
  private long written;

  /// @throws io.viralstream.gateway.problem.ProblemException where there are too many
  int number(String name) {
    Integer known = numbers.get(name);
    if (known != null) return known;
    written += FRAME + name.getBytes(StandardCharsets.UTF_8).length;
    if (written > MOST)
      throw Problem.at(
              "category",
              ProblemKind.TOO_LARGE,
              "category: the items name more categories than a record of 1 MiB holds")
          .exception();
    numbers.put(name, names.size());
    names.add(name);
    return names.size() - 1;
  }

  /// Counts so many items more, or fewer, for a category.
  void count(int number, int more) {
    items.merge(number, more, Integer::sum);
  }

  /// Those that an item names, in order.
  List<String> named() {
    return numbers.entrySet().stream()
        .filter(category -> items.getOrDefault(category.getValue(), 0) > 0)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  long bytes() {
    return (long) ENTRY * names.size() + 2 * written;
  }
}
