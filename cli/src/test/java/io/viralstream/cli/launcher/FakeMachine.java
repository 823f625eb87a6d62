package io.viralstream.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The launcher in a folder of its own, built as it seems, with a Java and other programs that are
/// shell scripts; they find the machine's folder in `FAKE`.
final class FakeMachine {
  private static final int MINUTES = 3;

  private final Path folder;
  private final Path home;

  /// What a run came to.
  record Ran(int code, String out, String err) {}

  private FakeMachine(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  /// @param name of the product's folder
  static FakeMachine in(Path folder, String name) throws IOException {
    var machine = new FakeMachine(folder, Files.createDirectories(folder.resolve(name)));
    Files.createDirectories(machine.home.resolve("cli/target"));
    Files.copy(Path.of("..", "viral"), machine.home.resolve("viral"));
    Files.createDirectories(folder.resolve("jdk/bin"));
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    return machine;
  }

  /// What Java does; it notes its start and its arguments before.
  FakeMachine java(String script) throws IOException {
    String noting =
        "#!/bin/bash\n"
            + "printf '%s\\n' \"$@\" > \"$FAKE/arguments.$$\"; mv \"$FAKE/arguments.$$\" \"$FAKE/arguments\"\n"
            + "echo \"$LC_ALL\" >> \"$FAKE/starts\"\n"
            + script;
    return program(folder.resolve("jdk/bin/java"), noting);
  }

  /// A program on the path.
  FakeMachine tool(String name, String script) throws IOException {
    return program(folder.resolve("bin").resolve(name), "#!/bin/bash\n" + script);
  }

  private FakeMachine program(Path file, String text) throws IOException {
    Files.writeString(file, text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  Path home() {
    return home;
  }

  Process start(Map<String, String> environment, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(home.resolve("viral").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("TMPDIR", Files.createDirectories(folder.resolve("tmp")).toString());
    builder.environment().put("FAKE", folder.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  Ran run(Map<String, String> environment, String... arguments) throws Exception {
    return ended(start(environment, arguments));
  }

  Ran run(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  Ran ended(Process process) throws Exception {
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) process.destroyForcibly();
    return new Ran(process.waitFor(), said("out"), said("err"));
  }

  /// A file that a program or the launcher writes; empty where there is none.
  String said(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }

  List<String> lines(String file) throws IOException {
    return said(file).lines().toList();
  }

  /// Returns once a program has written the file.
  void await(String file) throws Exception {
    for (long look = 0; said(file).isEmpty(); look++) {
      assertTrue(look < MINUTES * 60 * 20, file + " was not written; " + said("err"));
      Thread.sleep(50);
    }
  }

  /// What is left of temporary folders.
  List<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
      return files.toList();
    }
  }
}
