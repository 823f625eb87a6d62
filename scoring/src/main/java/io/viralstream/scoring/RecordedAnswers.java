package io.viralstream.scoring;

import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Finish;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Ran;
import java.time.Instant;

/// The records of answers that were given elsewhere, as `answers` carries them.
public final class RecordedAnswers {
  private static final String RECORDED = "recorded";

  /// Behind every item of a benchmark: answers that wait for an evaluation go before its close.
  private static final String CLOSE = "/~close";

  private RecordedAnswers() {}

  /// An answer as a worker's, without what only a worker knows.
  ///
  /// @param item the id of an item of the benchmark version
  /// @param text as the model gave it, untrimmed
  public static Answer answer(Evaluation evaluation, String item, String text, Instant now) {
    return common(evaluation, now).setId(item).setPurpose(Purpose.EVALUATION).setText(text).build();
  }

  /// The end of the evaluation's round, for every partition of the topic.
  public static Answer close(Evaluation evaluation, Instant now) {
    return common(evaluation, now)
        .setId(evaluation.getBenchmark() + "@" + evaluation.getVersion() + CLOSE)
        .setPurpose(Purpose.CLOSE)
        .setText("")
        .build();
  }

  private static Answer.Builder common(Evaluation evaluation, Instant now) {
    return Answer.newBuilder()
        .setEvaluation(evaluation.getId())
        .setModelVersion(evaluation.getModelVersion())
        .setStatus(AnswerStatus.ANSWERED)
        .setPromptTokens(0)
        .setCompletionTokens(0)
        .setFinish(Finish.UNKNOWN)
        .setRan(new Ran(0, RECORDED, RECORDED, false))
        .setQuestion("")
        .setAttempt(evaluation.getRound())
        .setAskedAt(now)
        .setAt(now)
        .setComputeMillis(0);
  }
}
