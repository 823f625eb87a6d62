package io.viralstream.workers.infer;

import io.viralstream.models.tensor.MemoryExhausted;
import io.viralstream.schemas.avro.Category;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers questions alone that could not be answered together for want of memory.
///
/// One for which there is not enough even then is refused as that: neither is it a bad question,
/// nor would another worker of this size do better.
///
/// @param makeRoom gives back whatever memory can be given back
record OneByOne(Attempt attempt, Runnable makeRoom) {
  private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

  /// Answers one question with all memory that there is.
  interface Attempt {
    Reply answer(PreparedQuestion question) throws IOException;
  }

  Reply answer(PreparedQuestion question) throws IOException {
    try {
      return attempt.answer(question);
    } catch (MemoryExhausted shortage) {
      makeRoom.run();
    }
    try {
      return attempt.answer(question);
    } catch (MemoryExhausted tooLarge) {
      LOG.warn("question refused reason=\"memory: {}\"", tooLarge.getMessage());
      return new Reply.Failed(
          Category.UNEXPECTED,
          "memory: too little for this question alone, " + tooLarge.getMessage());
    }
  }
}
