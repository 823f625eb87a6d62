package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Checkpoint;
import java.io.IOException;
import java.util.List;

/// A model that answers; used by the model thread alone.
interface Answerer extends AutoCloseable {
  /// One reply for each question, in their order.
  ///
  /// @param model the version that all of them ask
  List<Reply> answer(Checkpoint model, List<PreparedQuestion> questions) throws IOException;

  /// Answers work, and what joins it meanwhile if the answerer can; what fails fails them all.
  default void answer(AnswerWork work, Arrivals arrivals) throws IOException {
    work.replies().complete(answer(work.version(), work.questions()));
  }

  /// Makes a version ready ahead of its first question.
  ///
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected where it cannot be asked
  default void load(Checkpoint model) throws IOException {}

  @Override
  void close();
}
