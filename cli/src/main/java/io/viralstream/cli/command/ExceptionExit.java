package io.viralstream.cli.command;

import io.viralstream.cli.analysis.AnalysisRefused;
import io.viralstream.cli.checkpoint.ConversationFile;
import io.viralstream.cli.checkpoint.Generation;
import io.viralstream.cli.checkpoint.PictureFile;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.page.ChartUnavailable;
import io.viralstream.cli.replay.ReplayRefused;
import io.viralstream.cli.role.DeviceUnavailable;
import io.viralstream.cli.settings.Setting;
import io.viralstream.datasets.FileFault;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.text.TextRejected;
import io.viralstream.schemas.FatalErrors;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Turns a command's exception into one line for the reader and an exit code; only a bug shows its
/// stack.
public final class ExceptionExit implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ExceptionExit.class);

  private final Console console;

  public ExceptionExit(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
    FatalErrors.endOn(e); // with the status on which a supervisor starts it again
    int code = code(e);
    console.note("viral " + command.getCommandName() + ": " + said(e));
    if (code == ExitCode.INTERRUPTED) Thread.currentThread().interrupt();
    if (bug(e)) LOG.error("command failed name={}", command.getCommandName(), e);
    return code;
  }

  /// Files that cannot be opened are told of by their names alone.
  private static String said(Exception e) {
    return switch (e) {
      case NoSuchFileException gone -> gone.getFile() + ": no such file";
      case AccessDeniedException closed -> closed.getFile() + ": may not be opened";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static boolean bug(Exception e) {
    return code(e) == ExitCode.FAILED && !(e instanceof IOException || e instanceof CommandFailure);
  }

  private static int code(Exception e) {
    return switch (e) {
      case Gateway.Unreachable away -> ExitCode.UNREACHABLE;
      case Gateway.Refused refused -> ExitCode.REFUSED;
      case CommandFailure failed -> failed.exitCode();
      case CheckpointRejected refused -> ExitCode.REFUSED;
      case TextRejected refused -> ExitCode.REFUSED;
      case PictureFile.Refused refused -> ExitCode.REFUSED;
      case Generation.NoRoom refused -> ExitCode.REFUSED;
      case ConversationFile.Refused refused -> ExitCode.REFUSED;
      case ReplayRefused refused -> ExitCode.REFUSED;
      case AnalysisRefused refused -> ExitCode.REFUSED;
      case ChartUnavailable missing -> ExitCode.REFUSED;
      case FileFault refused -> ExitCode.REFUSED;
      case DeviceUnavailable missing -> ExitCode.REFUSED;
      case Setting.Refused refused -> ExitCode.USAGE;
      case InterruptedException interrupted -> ExitCode.INTERRUPTED;
      default -> ExitCode.FAILED;
    };
  }
}
