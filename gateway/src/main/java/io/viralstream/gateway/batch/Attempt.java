package io.viralstream.gateway.batch;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.Problems;
import java.util.function.Function;
import java.util.function.Supplier;

/// What became of one line so far: a value to go on with, or the problem that ended it.
sealed interface Attempt<T> {
  int line();

  /// The next step; a failure in it ends this line and no other.
  <U> Attempt<U> then(Function<T, U> step);

  static <T> Attempt<T> at(int line, Supplier<T> first) {
    try {
      return new Going<>(line, first.get());
    } catch (RuntimeException failure) {
      return new Ended<>(line, Problems.of(failure));
    }
  }

  record Going<T>(int line, T value) implements Attempt<T> {
    @Override
    public <U> Attempt<U> then(Function<T, U> step) {
      return at(line, () -> step.apply(value));
    }
  }

  record Ended<T>(int line, Problem problem) implements Attempt<T> {
    @Override
    public <U> Attempt<U> then(Function<T, U> step) {
      return new Ended<>(line, problem);
    }
  }
}
