package io.viralstream.embedded.process;

import java.nio.file.Path;
import java.util.Locale;

/// A child that did not become healthy, with the place and the end of what it wrote.
public final class ChildStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  ChildStartException(String name, String reason, Path log) {
    super(
        String.format(
            Locale.ROOT, "%s did not start: %s; %s", name, reason, new ChildLog(log).lastWords()));
    this.reason = reason;
  }

  ChildStartException(String name, String reason, Throwable cause) {
    super(
        String.format(Locale.ROOT, "%s did not start: %s: %s", name, reason, cause.getMessage()),
        cause);
    this.reason = reason;
  }

  /// The reason alone, without name and log.
  String reason() {
    return reason;
  }
}
