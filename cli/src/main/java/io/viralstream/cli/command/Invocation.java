package io.viralstream.cli.command;

import ch.qos.logback.classic.Level;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.role.Engine;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.cli.stack.Installation;
import io.viralstream.workers.tensor.Torch;
import java.nio.file.Path;

/// What a command is given: the environment, where to write, and where the product lies.
///
/// @param home the project's folder, in which the launcher built everything
/// @param jdk the folder of the running Java
public record Invocation(
    Environment environment, Console console, Path home, Path jdk, Pause pause) {
  Installation installation() {
    return Installation.of(home, jdk, environment);
  }

  /// libtorch with the threads and the device that the environment asks for; the caller closes it.
  Torch torch() {
    return Engine.open(environment);
  }

  /// The least level that is logged; an unknown word means INFO.
  Level logLevel() {
    return Level.toLevel(environment.text(Setting.VIRAL_LOG), Level.INFO);
  }
}
