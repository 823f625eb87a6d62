package io.viralstream.gateway.deadletters;

import io.viralstream.metrics.read.LetterFilter;
import io.viralstream.metrics.read.LetterRows;
import io.viralstream.metrics.read.LetterRows.LetterCount;
import io.viralstream.metrics.read.LetterRows.LetterPage;
import io.viralstream.metrics.read.StoredLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Rows in memory; of a filter it knows step and resent.
final class FakeRows implements LetterRows {
  private static final Comparator<StoredLetter> OLDEST =
      Comparator.comparing(StoredLetter::at).thenComparing(StoredLetter::id);

  private final List<StoredLetter> rows = new ArrayList<>();

  void put(StoredLetter row) {
    rows.removeIf(known -> known.id().equals(row.id()));
    rows.add(row);
  }

  @Override
  public List<LetterCount> counts(LetterFilter filter, Instant until) {
    return rows.stream()
        .filter(row -> passes(filter, until, row))
        .map(row -> new LetterCount(row.step(), row.category(), row.reason(), 1, 0))
        .toList();
  }

  @Override
  public List<StoredLetter> newest(LetterFilter filter, LetterPage page, int limit) {
    return page(OLDEST.reversed(), filter, page, limit);
  }

  @Override
  public List<StoredLetter> oldest(LetterFilter filter, LetterPage page, int limit) {
    return page(OLDEST, filter, page, limit);
  }

  @Override
  public Optional<StoredLetter> find(String id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst();
  }

  private List<StoredLetter> page(
      Comparator<StoredLetter> order, LetterFilter filter, LetterPage page, int limit) {
    List<StoredLetter> sorted =
        rows.stream().filter(row -> passes(filter, page.until(), row)).sorted(order).toList();
    int from =
        page.behind()
            .map(mark -> sorted.stream().map(StoredLetter::id).toList().indexOf(mark.id()) + 1)
            .orElse(0);
    return sorted.subList(from, Math.min(sorted.size(), from + limit));
  }

  private static boolean passes(LetterFilter filter, Instant until, StoredLetter row) {
    return filter.step().filter(step -> !step.equals(row.step())).isEmpty()
        && !row.at().isAfter(until)
        && filter.resent().filter(resent -> resent != row.resent().isPresent()).isEmpty();
  }
}
