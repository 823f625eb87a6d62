package io.viralstream.workers.train;

/// An arm that must not be trained on as it was asked for: its settings are others than it is known
/// with, its newest checkpoint is damaged, it has diverged, or the memory is too small for it. The
/// message says what to do.
public final class ArmRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArmRefused(String message) {
    super(message);
  }

  ArmRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
