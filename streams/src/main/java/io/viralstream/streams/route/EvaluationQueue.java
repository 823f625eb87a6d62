package io.viralstream.streams.route;

import io.viralstream.schemas.avro.Evaluation;
import java.util.Optional;
import java.util.function.Predicate;

/// The watched evaluations of one arm on one benchmark: at most one runs and one waits.
///
/// With checkpoints 1 to 4 coming while 1 is evaluated, 2 and 3 are skipped and 4 is next.
record EvaluationQueue(Optional<Evaluation> running, Optional<Evaluation> waiting) {

  /// What a queue looks like after something happened.
  ///
  /// @param starts what is to be asked for now
  /// @param skipped what a newer evaluation took the place of
  record Moved(EvaluationQueue queue, Optional<Evaluation> starts, Optional<Evaluation> skipped) {}

  Moved want(Evaluation next) {
    if (running.isEmpty())
      return new Moved(
          new EvaluationQueue(Optional.of(next), waiting), Optional.of(next), Optional.empty());
    if (holds(running, next.getId()) || holds(waiting, next.getId()))
      return new Moved(this, Optional.empty(), Optional.empty());
    return new Moved(new EvaluationQueue(running, Optional.of(next)), Optional.empty(), waiting);
  }

  /// @param over whether an evaluation has ended already, because someone asked for it himself
  Moved finish(String evaluation, Predicate<Evaluation> over) {
    if (!holds(running, evaluation)) return new Moved(this, Optional.empty(), Optional.empty());
    Optional<Evaluation> next = waiting.filter(over.negate());
    return new Moved(new EvaluationQueue(next, Optional.empty()), next, Optional.empty());
  }

  private static boolean holds(Optional<Evaluation> place, String id) {
    return place.filter(evaluation -> evaluation.getId().equals(id)).isPresent();
  }
}
