package io.viralstream.streams.route;

import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkSeal;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Purpose;
import java.time.Instant;
import java.util.Optional;

/// Turns an evaluation into one question for each benchmark item of a partition.
final class Expansion {
  private Expansion() {}

  /// Streams promises no order across topics, so a partition waits until it holds its seal and as
  /// many items as that names.
  static boolean ready(Optional<BenchmarkSeal> seal, int held) {
    return seal.filter(sealed -> held >= sealed.getItems()).isPresent();
  }

  static InferTask task(Evaluation evaluation, BenchmarkItem item, Instant now) {
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
        .setAttempt(evaluation.getRound())
        .setAt(now)
        .setDeadline(null)
        .build();
  }
}
