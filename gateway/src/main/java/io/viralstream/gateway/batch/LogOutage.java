package io.viralstream.gateway.batch;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The first sign in a batch that the log is away.
///
/// Each attempt to write may then take the whole patience, so that a batch of a thousand lines
/// would hold its client for hours: what was not tried until then is not tried at all.
final class LogOutage {
  private Optional<Problem> seen = Optional.empty();

  <T> Attempt<T> attempt(int line, Supplier<T> first) {
    return noted(
        Attempt.at(
            line,
            () -> {
              refuse();
              return first.get();
            }));
  }

  <T, U> Attempt<U> then(Attempt<T> attempt, Function<T, U> step) {
    return noted(
        attempt.then(value -> {
          refuse();
          return step.apply(value);
        }));
  }

  private void refuse() {
    seen.ifPresent(problem -> {
      throw problem.exception();
    });
  }

  private <T> Attempt<T> noted(Attempt<T> attempt) {
    switch (attempt) {
      case Attempt.Going<T> going -> {}
      case Attempt.Ended<T> ended -> {
        if (ended.problem().kind() == ProblemKind.UNAVAILABLE) seen = Optional.of(ended.problem());
      }
    }
    return attempt;
  }
}
