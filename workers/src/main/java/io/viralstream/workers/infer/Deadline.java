package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.InferTask;
import java.time.Instant;
import java.util.Optional;

/// The moment after which nobody waits for an answer, where a task has one.
record Deadline(Optional<Instant> limit) {
  static Deadline of(InferTask task) {
    return new Deadline(task.getDeadline());
  }

  boolean isPast(Instant now) {
    return limit.filter(now::isAfter).isPresent();
  }

  void demandAhead(Instant now) throws QuestionRejected {
    if (isPast(now)) throw new QuestionRejected(expired());
  }

  /// What becomes of a task then.
  Reply.Failed expired() {
    return new Reply.Failed(
        Category.EXPIRED, "deadline " + limit.map(Instant::toString).orElse("none"));
  }
}
