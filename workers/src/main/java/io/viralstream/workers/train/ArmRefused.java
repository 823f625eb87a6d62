package io.viralstream.workers.train;

/// An arm of this name is known with other settings; training on under one name would mix two.
public final class ArmRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArmRefused(String message) {
    super(message);
  }
}
