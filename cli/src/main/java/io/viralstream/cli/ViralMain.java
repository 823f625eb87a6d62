package io.viralstream.cli;

import io.viralstream.cli.client.Pause;
import io.viralstream.cli.command.ExitCode;
import io.viralstream.cli.command.Invocation;
import io.viralstream.cli.command.Viral;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.embedded.process.Tether;
import io.viralstream.schemas.FatalErrors;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/// The `viral` command: reads the environment once, runs one subcommand, exits with its code.
public final class ViralMain {
  private ViralMain() {}

  public static void main(String[] arguments) {
    // Ours names its locale everywhere; libraries do not, and name files and messages by it.
    Locale.setDefault(Locale.ROOT);
    // The supervisor holds the other end of the pipe; this process ends when that closes.
    if (Boolean.getBoolean("viral.tethered")) Tether.watch(System.in, Tether::halt);
    FatalErrors.endOnThoseOfThreads();
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    // Java cannot tell where standard error goes; the launcher can.
    var console =
        new Console(
            System.out, System.err, Boolean.getBoolean("viral.terminal"), InstantSource.system());
    try {
      var environment = Environment.of(System.getenv());
      Path home = Path.of(System.getProperty("viral.home", ".")).toAbsolutePath().normalize();
      var jdk = Path.of(System.getProperty("java.home"));
      Optional<Path> temporary =
          Optional.ofNullable(System.getProperty("viral.temporary")).map(Path::of);
      return Viral.commandLine(
              new Invocation(environment, console, home, jdk, Pause.real(), temporary))
          .execute(arguments);
    } catch (Setting.Refused e) {
      console.note("viral: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }
}
