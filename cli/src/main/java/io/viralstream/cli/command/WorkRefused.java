package io.viralstream.cli.command;

/// A command could not do its work, for the reason that the message gives the reader.
public final class WorkRefused extends RuntimeException {
  public WorkRefused(String message) {
    super(message);
  }
}
