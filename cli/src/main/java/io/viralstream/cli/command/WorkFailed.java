package io.viralstream.cli.command;

/// A command could not do its work, for the reason that the message gives the reader.
public final class WorkFailed extends RuntimeException {
  public WorkFailed(String message) {
    super(message);
  }
}
