package io.viralstream.embedded.process;

import java.nio.file.Path;

/// A child that did not become healthy, with the place and the end of what it wrote.
public final class ChildStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  ChildStartException(String name, String reason, Path log) {
    super("%s did not start: %s; %s".formatted(name, reason, new ChildLog(log).lastWords()));
    this.reason = reason;
  }

  ChildStartException(String name, String reason, Throwable cause) {
    super("%s did not start: %s: %s".formatted(name, reason, cause.getMessage()), cause);
    this.reason = reason;
  }

  /// The reason alone, without name and log.
  String reason() {
    return reason;
  }
}
