package io.viralstream.cli.checkpoint;

/// A file that is not taken as a picture; the message names it.
public final class PictureRefused extends RuntimeException {
  public PictureRefused(String message) {
    super(message);
  }
}
