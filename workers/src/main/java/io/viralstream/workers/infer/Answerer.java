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

  @Override
  void close();
}
