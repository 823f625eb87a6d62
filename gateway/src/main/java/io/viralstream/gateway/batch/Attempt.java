package io.viralstream.gateway.batch;

import io.viralstream.gateway.problem.Finding;
import io.viralstream.gateway.problem.Problem;
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
      return new Ended<>(line, Finding.of(failure));
    }
  }

  record Going<T>(int line, T value) implements Attempt<T> {
    @Override
    public <U> Attempt<U> then(Function<T, U> step) {
      return at(line, () -> step.apply(value));
    }
  }

  /// The log is not told of it yet: the batch does that once for all lines.
  record Ended<T>(int line, Finding finding) implements Attempt<T> {
    Problem problem() {
      return finding.problem();
    }

    @Override
    public <U> Attempt<U> then(Function<T, U> step) {
      return new Ended<>(line, finding);
    }
  }
}
