package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.console.Console;
import io.viralstream.cli.role.Role;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// A role that must not do what it was asked for ends its command as a refusal, not as a failure.
class RefusedRoleTest {
  private static final String WHY = "arm viral is known with batch=8, asked for with 4";

  /// As the worker of a refused arm shows itself.
  private record Refused() implements Role {
    @Override
    public String name() {
      return "train-viral";
    }

    @Override
    public Role.State state() {
      return new Role.State.Refused(WHY);
    }

    @Override
    public void close() {}
  }

  @Command(name = "train")
  private static final class Train {}

  @Test
  void endsWithTheCodeOfRefusalsAndSaysWhy() {
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            InstantSource.system());
    CommandFailure refused =
        assertThrows(CommandFailure.class, () -> RoleRun.demandAlive(new Refused()));
    var line = new CommandLine(new Train());
    int code = new ExceptionExit(console).handleExecutionException(refused, line, line.parseArgs());
    assertEquals(ExitCode.REFUSED, code);
    String said = err.toString(StandardCharsets.UTF_8);
    assertEquals("viral train: " + WHY, said.strip());
    assertTrue(!said.contains("Exception"), said);
  }
}
