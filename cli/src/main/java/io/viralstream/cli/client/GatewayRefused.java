package io.viralstream.cli.client;

/// A gateway's problem as an exception: it understood the request and will not serve it.
public final class GatewayRefused extends RuntimeException {
  private final Problem problem;

  public GatewayRefused(Problem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
