package io.viralstream.gateway.evaluations;

import io.viralstream.metrics.read.AnswerReader;
import java.util.List;

/// Answers that counted, from ClickHouse.
public final class StoredAnswers implements AnswerStore {
  private final AnswerReader reader;

  public StoredAnswers(AnswerReader reader) {
    this.reader = reader;
  }

  @Override
  public List<AnswerView> page(String evaluation, String after, int most) {
    return reader.page(evaluation, after, most).stream()
        .map(answer -> new AnswerView(answer.item(), answer.text()))
        .toList();
  }

  @Override
  public long answered(String evaluation) {
    return reader.answered(evaluation);
  }
}
