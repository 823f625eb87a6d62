package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every command has a help text with exit codes, and the root lists every setting.
class ViralTest {

  @Test
  void everyCommandHelps() {
    var invocation =
        new Invocation(
            Environment.of(Map.of()),
            new Console(System.out, System.err, false, InstantSource.system()),
            Path.of("."),
            Path.of("."),
            Pause.real());
    for (String command : Viral.commandLine(invocation).getSubcommands().keySet()) {
      var run = CommandRun.of(command, "--help");
      assertEquals(ExitCode.DONE, run.code(), command);
      assertTrue(run.out().contains("Exit codes:"), command);
    }
  }

  @Test
  void theRootListsEverySetting() {
    String help = CommandRun.of("--help").out();
    for (Setting setting : Setting.values())
      assertTrue(help.contains(setting.name()), setting.name());
  }

  @Test
  void wantsACommand() {
    assertEquals(ExitCode.USAGE, CommandRun.of().code());
    assertEquals(ExitCode.USAGE, CommandRun.of("strean").code());
  }

  @Test
  void printsItsVersionAsJson() {
    assertTrue(CommandRun.of("version", "--json").last().startsWith("{\"version\":"));
  }
}
