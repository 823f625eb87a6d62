package io.viralstream.workers.train;

import java.io.IOException;
import java.nio.file.Path;

/// Makes the learner of an arm; the caller closes it.
public interface LearnerSource {
  /// As the arm starts, before its first step.
  Learner fresh() throws IOException;

  /// As a checkpoint left it, to the same bits.
  Learner resumed(Path checkpoint) throws IOException;
}
