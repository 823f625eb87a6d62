package io.viralstream.models.checkpoint;

/// Files that cannot be taken as weights, settings or a checkpoint; the message names file and
/// part.
public final class CheckpointRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CheckpointRejected(String message) {
    super(message);
  }

  public CheckpointRejected(String message, Throwable cause) {
    super(message, cause);
  }
}
