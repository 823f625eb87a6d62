package io.viralstream.cli.stack;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.embedded.StackSettings;
import io.viralstream.embedded.process.JavaRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the launcher built, and where: the class path, the registry and the engine's library.
public record Installation(JavaRuntime java, Path registryHome, Path engineLibrary) {
  private static final String ENGINE =
      "embedded/engine/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";

  /// @param home the project's folder
  /// @param jdk the folder of the running Java
  /// @throws Setting.Refused where something is not there
  public static Installation of(Path home, Path jdk, Environment environment) {
    Path registry =
        path(environment, Setting.VIRAL_REGISTRY_HOME, home.resolve("embedded/target/registry"));
    Path engine = path(environment, Setting.VIRAL_LIBCHDB, home.resolve(ENGINE));
    return new Installation(
        new JavaRuntime(jdk, classPath(home), home.resolve("target/launcher/cache")),
        registry,
        engine);
  }

  /// What the components run on, for one data folder.
  StackSettings settings(StackPlan plan) {
    var ports = new StackSettings.WantedPorts(0, 0, plan.clickhousePort().orElse(0));
    return new StackSettings(plan.data().root(), registryHome, engineLibrary, java, ports);
  }

  private static Path path(Environment environment, Setting setting, Path standard) {
    Path path = environment.given(setting).isPresent() ? environment.path(setting) : standard;
    if (!Files.exists(path))
      throw new Setting.Refused(
          setting + ": " + path.getFileName() + " is not there; run ./viral, which builds it");
    return path;
  }

  /// Sorted, so that a cache made for one start fits the next.
  private static List<Path> classPath(Path home) {
    Path built = home.resolve("cli/target");
    try (Stream<Path> jars = Files.list(built.resolve("lib"))) {
      return Stream.concat(Stream.of(built.resolve("viral.jar")), jars.sorted()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the class path is not built; run ./viral, which builds it", e);
    }
  }
}
