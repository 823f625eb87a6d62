package io.viralstream.workers.sight;

/// A picture that cannot be framed within bounds; the message has its size.
public final class FramingRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FramingRejected(String message) {
    super(message);
  }
}
