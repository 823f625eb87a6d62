package io.viralstream.journey;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real `viral ROLE` in a process of its own, to be killed.
final class RoleProcess implements AutoCloseable {
  private static final int LOOK_MILLIS = 2_000;

  private final Process process;
  private final Path output;
  private final URI readiness;

  private RoleProcess(Process process, Path output, URI readiness) {
    this.process = process;
    this.output = output;
    this.readiness = readiness;
  }

  /// Launches it and returns at once.
  ///
  /// @param words the subcommand and its options
  /// @param healthPort where it is to answer `/readyz`
  /// @param environment what it has beyond this process's own
  static RoleProcess launch(
      Path folder, List<String> words, int healthPort, Map<String, String> environment)
      throws IOException {
    Path output = Files.createTempFile(folder, words.getFirst() + "-", ".txt");
    var command = new ArrayList<>(UpProcess.viral());
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("VIRAL_HEALTH_PORT", Integer.toString(healthPort));
    var readiness = URI.create("http://127.0.0.1:" + healthPort + "/readyz");
    return new RoleProcess(builder.start(), output, readiness);
  }

  /// All that it has written to its console.
  String said() throws IOException {
    return Files.readString(output);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean isReady() {
    try {
      var connection = (HttpURLConnection) readiness.toURL().openConnection();
      connection.setConnectTimeout(LOOK_MILLIS);
      connection.setReadTimeout(LOOK_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException away) {
      return false;
    }
  }

  /// SIGKILL; returns when it is gone.
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
