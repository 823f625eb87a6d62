package io.viralstream.journey;

import io.viralstream.embedded.process.JavaProgram;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.embedded.process.TetheredMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A main class of the tests in a JVM of its own, which can be killed as a machine kills.
///
/// It is tethered: it ends when the test's own process does, however that ends.
public final class ChildJvm implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-Xmx320m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dai.djl.offline=true",
          "-DOPT_OUT_TRACKING=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Process process;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// @param name of its log in `data`, which each start appends to
  static ChildJvm start(Path data, String name, Class<?> main, String... arguments)
      throws IOException {
    return start(data, name, Map.of(), main, List.of(arguments));
  }

  /// @param environment what it has beyond this process's own
  public static ChildJvm start(
      Path data,
      String name,
      Map<String, String> environment,
      Class<?> main,
      List<String> arguments)
      throws IOException {
    JavaRuntime java = Stack.java(data);
    List<String> all = new ArrayList<>(List.of(main.getName()));
    all.addAll(arguments);
    JavaProgram program =
        new JavaProgram(java.home(), FLAGS, java.classPath(), TetheredMain.class.getName(), all);
    Path log = data.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(program.command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return new ChildJvm(builder.start(), log);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Whether these words stand in its log, from this life or an earlier one.
  boolean said(String words) throws IOException {
    return Files.exists(log) && Files.readString(log, StandardCharsets.UTF_8).contains(words);
  }

  public long pid() {
    return process.pid();
  }

  /// The code of one that ended by itself.
  public Optional<Integer> exit() {
    return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
  }

  /// Asks it to end in order, and kills it where it does not.
  public void stop() throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(2, TimeUnit.MINUTES)) kill();
  }

  /// SIGKILL; returns when it is gone.
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(2, TimeUnit.MINUTES)) throw new IllegalStateException("still alive");
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
