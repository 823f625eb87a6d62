package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Checkpoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Questions of one task loop to one model version, and where their replies go.
///
/// @param batching whether others may be answered beside them
/// @param replies one for each question, in their order
record AnswerWork(
    Checkpoint version,
    List<PreparedQuestion> questions,
    Batching batching,
    CompletableFuture<List<Reply>> replies) {

  enum Batching {
    SHARED,
    /// For questions of which one may have ended a worker.
    ALONE
  }

  AnswerWork {
    questions = List.copyOf(questions);
  }

  static AnswerWork of(Checkpoint version, List<PreparedQuestion> questions, Batching batching) {
    return new AnswerWork(version, questions, batching, new CompletableFuture<>());
  }

  /// Whether this may be answered beside another that runs already.
  boolean joins(AnswerWork running) {
    return batching == Batching.SHARED
        && running.batching == Batching.SHARED
        && version.getModelVersion().equals(running.version.getModelVersion());
  }
}
