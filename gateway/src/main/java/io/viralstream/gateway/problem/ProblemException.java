package io.viralstream.gateway.problem;

/// Carries a problem from where it was found to where the reply is written.
///
/// Without a stack trace: it is an ordinary outcome of reading what strangers send, and cheap.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
