package io.viralstream.models.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// Files that survive a power cut once these methods have returned.
public final class Durable {
  private Durable() {}

  /// Writes a new file; one that exists is an error.
  public static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) channel.write(bytes);
      channel.force(true);
    }
  }

  /// Flushes the names in a directory, without which a flushed file may still be lost.
  public static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Removes a directory and what lies in it, links themselves and not what they lead to; one that
  /// is gone already is fine.
  static void deleteDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) return;
    try (Stream<Path> listed = Files.list(directory)) {
      List<Path> files = listed.toList();
      for (Path file : files) {
        deleteDirectory(file);
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }
}
