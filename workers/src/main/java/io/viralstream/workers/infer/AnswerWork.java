package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Checkpoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Questions of one task loop to one model version, and where their replies go.
///
/// @param company whether others may be answered beside them
/// @param replies one for each question, in their order
record AnswerWork(
    Checkpoint version,
    List<PreparedQuestion> questions,
    Company company,
    CompletableFuture<List<Reply>> replies) {

  enum Company {
    WELCOME,
    /// For questions of which one may have ended a worker.
    NONE
  }

  AnswerWork {
    questions = List.copyOf(questions);
  }

  static AnswerWork of(Checkpoint version, List<PreparedQuestion> questions, Company company) {
    return new AnswerWork(version, questions, company, new CompletableFuture<>());
  }

  /// Whether this may be answered beside another that runs already.
  boolean joins(AnswerWork running) {
    return company == Company.WELCOME
        && running.company == Company.WELCOME
        && version.getModelVersion().equals(running.version.getModelVersion());
  }
}
