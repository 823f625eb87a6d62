package io.viralstream.gateway;

import java.time.Duration;

/// How long a live question may take: some time for itself, and some for each token of answer that
/// it allows.
public record AskTime(Duration question, Duration token) {
  public AskTime {
    if (question.isNegative() || question.isZero())
      throw new IllegalArgumentException("ask=" + question + ", expected more than 0");
    if (token.isNegative())
      throw new IllegalArgumentException("askToken=" + token + ", expected 0 or more");
  }

  /// Of a question whose answer has at most so many tokens.
  public Duration of(int tokens) {
    return question.plus(token.multipliedBy(tokens));
  }
}
