package io.viralstream.embedded;

import io.viralstream.embedded.StackSettings.WantedPorts;
import io.viralstream.embedded.process.JavaRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/// The stack as the build lays its parts out.
final class StackUnderTest {

  private static final Path LIBRARY =
      Path.of("engine", "node_modules", "@chdb", "lib-linux-x64-gnu", "libchdb.so");
  private static final Path REGISTRY = Path.of("target", "registry");

  private StackUnderTest() {}

  static void assumeEngineInstalled() {
    Assumptions.assumeTrue(
        Files.exists(LIBRARY), "the engine is not installed: run npm ci in embedded/engine");
  }

  static StackSettings settings(Path data) {
    return new StackSettings(data, REGISTRY, LIBRARY, java(), WantedPorts.ANY);
  }

  static JavaRuntime java() {
    // Surefire hides the real class path behind a jar with a manifest.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new JavaRuntime(
        Path.of(System.getProperty("java.home")),
        Arrays.stream(classPath.split(":")).map(Path::of).toList(),
        Path.of("target", "cache"));
  }

  static Path library() {
    return LIBRARY;
  }

  static Path registry() {
    return REGISTRY;
  }

  /// Kills without a chance to clean up.
  static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
