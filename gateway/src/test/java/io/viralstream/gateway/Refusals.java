package io.viralstream.gateway;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import org.junit.jupiter.api.function.Executable;

/// What a refused input is told.
public final class Refusals {
  private Refusals() {}

  public static Problem of(Executable attempt) {
    return assertThrows(ProblemException.class, attempt).problem();
  }
}
