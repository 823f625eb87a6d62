package io.viralstream.cli.command;

/// A command could not do its work, for the reason that the message gives the reader.
final class CommandFailure extends RuntimeException {
  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /// The work went wrong; another attempt may succeed.
  static CommandFailure failed(String message) {
    return new CommandFailure(ExitCode.FAILED, message);
  }

  /// The work must not be done as it was asked for; asked again in the same way, it is refused
  /// again.
  static CommandFailure refused(String message) {
    return new CommandFailure(ExitCode.REFUSED, message);
  }

  int exitCode() {
    return exitCode;
  }
}
