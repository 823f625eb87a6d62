package io.viralstream.embedded.process;

import java.nio.file.Path;

/// A child that did not become healthy, with the place and the end of what it wrote.
public final class ChildStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ChildStartException(String name, String reason, Path log, String lastLines) {
    super(
        "%s did not start: %s; its log is %s and ends with:%n%s"
            .formatted(name, reason, log, lastLines));
  }

  ChildStartException(String name, String reason, Throwable cause) {
    super("%s did not start: %s".formatted(name, reason), cause);
  }
}
