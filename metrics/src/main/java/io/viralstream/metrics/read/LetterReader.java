package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import io.viralstream.metrics.read.LetterRows.LetterCount;
import io.viralstream.metrics.read.LetterRows.LetterMark;
import io.viralstream.metrics.read.LetterRows.LetterPage;
import io.viralstream.metrics.read.StoredLetter.RecordPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads dead letters by reason, page after page, or one; counts are by id.
///
/// Letters and resendings come a moment after their records.
public final class LetterReader implements LetterRows {
  private static final Query COUNTS = Query.of(LetterReader.class, "letter_counts");
  private static final Query NEWEST = Query.of(LetterReader.class, "newest_letters");
  private static final Query OLDEST = Query.of(LetterReader.class, "oldest_letters");
  private static final Query ONE = Query.of(LetterReader.class, "letter");

  private final ClickHouse clickHouse;

  public LetterReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  @Override
  public List<LetterCount> counts(LetterFilter filter, Instant until) {
    return clickHouse.query(COUNTS, array(bound(filter, until))).stream()
        .map(row ->
            new LetterCount(
                row.text("step"),
                row.text("category"),
                row.text("reason_kind"),
                row.number("letters"),
                row.number("sent_again")))
        .toList();
  }

  @Override
  public List<StoredLetter> newest(LetterFilter filter, LetterPage page, int limit) {
    return page(NEWEST, filter, page, limit);
  }

  @Override
  public List<StoredLetter> oldest(LetterFilter filter, LetterPage page, int limit) {
    return page(OLDEST, filter, page, limit);
  }

  @Override
  public Optional<StoredLetter> find(String id) {
    return clickHouse.query(ONE, Binding.of("id", id)).stream()
        .map(LetterReader::letter)
        .findFirst();
  }

  private List<StoredLetter> page(Query query, LetterFilter filter, LetterPage page, int limit) {
    List<Binding> bindings = bound(filter, page.until());
    bindings.add(Binding.of("mark", page.behind().map(LetterMark::id).orElse("")));
    bindings.add(
        Binding.of(
            "mark_at", page.behind().map(LetterMark::at).map(Instant::toEpochMilli).orElse(0L)));
    bindings.add(Binding.of("limit", limit));
    return clickHouse.query(query, array(bindings)).stream().map(LetterReader::letter).toList();
  }

  private static List<Binding> bound(LetterFilter filter, Instant until) {
    return new ArrayList<>(
        List.of(
            Binding.of("step", filter.step().orElse("")),
            Binding.of("category", filter.category().orElse("")),
            Binding.of("arm", filter.arm().orElse("")),
            Binding.of("reason", filter.reason().orElse("")),
            Binding.of("since", filter.since().map(Instant::toEpochMilli).orElse(0L)),
            Binding.of("until", until.toEpochMilli()),
            Binding.of("resent", filter.resent().map(yes -> yes ? "yes" : "no").orElse(""))));
  }

  private static Binding[] array(List<Binding> bindings) {
    return bindings.toArray(Binding[]::new);
  }

  private static StoredLetter letter(Row row) {
    return new StoredLetter(
        row.text("id"),
        row.text("step"),
        row.optionalText("arm"),
        row.text("category"),
        row.text("reason"),
        place(row, "origin"),
        row.count("value_bytes"),
        row.time("at_millis"),
        place(row, "letter"),
        row.optionalNumber("resent_at_millis").stream()
            .mapToObj(at -> new StoredLetter.Sent(place(row, "became"), Instant.ofEpochMilli(at)))
            .findFirst());
  }

  private static RecordPlace place(Row row, String of) {
    return new RecordPlace(
        row.text(of + "_topic"), row.count(of + "_partition"), row.number(of + "_offset"));
  }
}
