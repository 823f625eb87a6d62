package io.viralstream.streams.flow;

import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Purpose;
import java.time.Instant;

/// One benchmark item as an evaluation asks it.
public final class ItemQuestion {
  private ItemQuestion() {}

  /// @param attempt how often this question was asked before
  public static InferTask of(Evaluation evaluation, BenchmarkItem item, int attempt, Instant now) {
    return InferTask.newBuilder()
        .setId(item.getId())
        .setPurpose(Purpose.EVALUATION)
        .setEvaluation(evaluation.getId())
        .setModelVersion(evaluation.getModelVersion())
        .setQuestion(item.getQuestion())
        .setImage(item.getImage().orElse(null))
        .setPrompt(evaluation.getPrompt())
        .setDecoding(evaluation.getDecoding())
        .setExecution(evaluation.getExecution())
        .setAttempt(attempt)
        .setAt(now)
        .setDeadline(null)
        .build();
  }
}
