package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import java.util.List;

/// The answers that counted in an evaluation, page after page in the order of their items.
public final class AnswerReader {

  /// @param text as the model gave it, untrimmed
  public record StoredAnswer(String item, String text) {}

  private static final Query PAGE = Query.of(AnswerReader.class, "answers");
  private static final Query COUNT = Query.of(AnswerReader.class, "answer_count");

  private final ClickHouse clickHouse;

  public AnswerReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /// @param after the last item of the page before; empty for the first
  public List<StoredAnswer> page(String evaluation, String after, int limit) {
    return clickHouse
        .query(
            PAGE,
            Binding.of("evaluation", evaluation),
            Binding.of("after", after),
            Binding.of("limit", limit))
        .stream()
        .map(row -> new StoredAnswer(row.text("item_id"), row.text("text")))
        .toList();
  }

  /// How many items have an answer that is stored.
  public long answered(String evaluation) {
    return clickHouse
        .query(COUNT, Binding.of("evaluation", evaluation))
        .getFirst()
        .number("answered");
  }
}
