package io.viralstream.cli.command;

import ch.qos.logback.classic.Level;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.role.BaseFolders;
import io.viralstream.cli.role.TorchRuntime;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.cli.stack.DataFolder;
import io.viralstream.cli.stack.Installation;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What a command is given: the environment, where to write, and where the product lies.
///
/// @param home the project's folder, in which the launcher built everything
/// @param jdk the folder of the running Java
/// @param temporary an empty folder for a stack that nobody asked to keep: the same for each start
///   of one that is started again; without it a new one is made
public record Invocation(
    Environment environment,
    Console console,
    Path home,
    Path jdk,
    Pause pause,
    Optional<Path> temporary) {
  /// One that makes its own temporary folders.
  public Invocation(Environment environment, Console console, Path home, Path jdk, Pause pause) {
    this(environment, console, home, jdk, pause, Optional.empty());
  }

  /// The folder of a stack that is deleted with it.
  DataFolder temporaryData() throws IOException {
    return temporary.isPresent() ? DataFolder.temporary(temporary.get()) : DataFolder.temporary();
  }

  Installation installation() {
    return Installation.of(home, jdk, environment);
  }

  /// libtorch with the threads and the device that the environment asks for; the caller closes it.
  Torch torch() {
    return TorchRuntime.open(environment);
  }

  /// What opens models, and finds the bases of trained versions.
  ModelOpener models(Torch torch) {
    return BaseFolders.opener(torch, environment);
  }

  /// The least level that is logged; an unknown word means INFO.
  Level logLevel() {
    return Level.toLevel(environment.text(Setting.VIRAL_LOG), Level.INFO);
  }
}
