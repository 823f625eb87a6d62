package io.viralstream.gateway.evaluations;

import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Finish;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Ran;
import java.time.Instant;

/// The records of `answers` that a client's own answers become, in the form of a worker's.
///
/// What only a worker knows is empty: nothing ran here.
record AnswerRecord(Evaluation evaluation, Instant at) {
  private static final String RECORDED = "recorded";

  /// @param item the item's id
  /// @param text to the letter
  Answer of(String item, String text) {
    return common(item, Purpose.EVALUATION).setText(text).build();
  }

  /// The end of this round.
  Answer close() {
    return common(evaluation.getId(), Purpose.CLOSE).setAttempt(evaluation.getRound()).build();
  }

  private Answer.Builder common(String id, Purpose purpose) {
    return Answer.newBuilder()
        .setId(id)
        .setPurpose(purpose)
        .setEvaluation(evaluation.getId())
        .setModelVersion(evaluation.getModelVersion())
        .setStatus(AnswerStatus.ANSWERED)
        .setText("")
        .setPromptTokens(0)
        .setCompletionTokens(0)
        .setFinish(Finish.UNKNOWN)
        .setRan(new Ran(0, RECORDED, RECORDED, false))
        .setQuestion("")
        .setAskedAt(at)
        .setAt(at)
        .setComputeMillis(0);
  }
}
