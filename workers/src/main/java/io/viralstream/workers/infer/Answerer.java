package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Checkpoint;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/// A model that answers; used by the model thread alone.
interface Answerer extends AutoCloseable {
  /// Completes the replies of work, and of what joins it meanwhile; what fails fails them all.
  ///
  /// @param joining takes the next work in turn, if it may be answered beside this; an answerer
  ///   that does so must complete it too
  void answer(AnswerWork work, Supplier<Optional<AnswerWork>> joining) throws IOException;

  /// Makes a version ready ahead of its first question.
  ///
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected where it cannot be asked
  default void load(Checkpoint model) throws IOException {}

  @Override
  void close();
}
