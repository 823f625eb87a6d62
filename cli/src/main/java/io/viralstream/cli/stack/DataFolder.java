package io.viralstream.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder that holds everything of one stack: components' data, checkpoints, state and logs.
///
/// @param keep what happens to it at the end
public record DataFolder(Path root, Keep keep) implements AutoCloseable {

  private static final Pattern SEPARATORS = Pattern.compile("[,;]");

  /// Whether somebody asked for the folder by name.
  public enum Keep {
    KEPT,
    TEMPORARY
  }

  /// @throws IOException where it cannot be made
  public static DataFolder at(Path root) throws IOException {
    return made(root, Keep.KEPT);
  }

  /// A new empty one that nobody asked to keep.
  public static DataFolder temporary() throws IOException {
    return temporary(Files.createTempDirectory("viralstream-"));
  }

  /// One that was made for a stack, and may hold what an earlier start of it left.
  public static DataFolder temporary(Path root) throws IOException {
    return made(root, Keep.TEMPORARY);
  }

  private static DataFolder made(Path root, Keep keep) throws IOException {
    var folder = new DataFolder(root.toAbsolutePath().normalize(), keep);
    if (SEPARATORS.matcher(folder.root.toString()).find())
      throw new IOException(
          "data folder "
              + folder.root
              + " has a comma or a semicolon in its path, which parts the settings of Kafka and of"
              + " the registry's database; choose another folder");
    Files.createDirectories(folder.logs());
    return folder;
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /// Log events of this process.
  public Path log() {
    return logs().resolve("viral.log");
  }

  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  public Path state() {
    return root.resolve("state");
  }

  public Path endpoints() {
    return root.resolve("endpoints.json");
  }

  /// Where the gateway's port is remembered.
  Path gatewayPort() {
    return root.resolve("gateway.port");
  }

  /// Where the port is remembered at which the workers tell of themselves.
  Path workersPort() {
    return root.resolve("workers.port");
  }

  /// Deletes a temporary folder; nothing runs on it any more.
  @Override
  public void close() throws IOException {
    if (keep == Keep.KEPT) return;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
