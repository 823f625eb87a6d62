package io.viralstream.workers.infer;

import java.util.Optional;

/// Work that came while other work runs.
@FunctionalInterface
interface Arrivals {
  /// The next in turn, if it may join; it is then the caller's to answer.
  Optional<AnswerWork> joining(AnswerWork running);
}
