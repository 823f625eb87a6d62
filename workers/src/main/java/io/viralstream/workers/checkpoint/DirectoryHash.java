package io.viralstream.workers.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The SHA-256 of a flat directory: of each file in the order of names, its name and its content.
///
/// Hidden folders, such as version control and download tools keep, are none of it. Names and
/// contents are hashed with their lengths, so that no byte can move from one to the other.
public final class DirectoryHash {
  private DirectoryHash() {}

  /// Lower-case hex.
  ///
  /// @throws CheckpointRejected where something other than a file of its own lies in it, see
  ///   [CheckpointFile]
  public static String of(Path directory) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files(directory)) {
      byte[] name = String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8);
      digest.update(eightBytes(name.length));
      digest.update(name);
      digest.update(eightBytes(Files.size(file)));
      addContent(digest, file);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Looks whether it has one, without reading any file.
  ///
  /// @throws CheckpointRejected as [#of]
  public static void requireFiles(Path directory) throws IOException {
    files(directory);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> listed = Files.list(directory)) {
      List<Path> files = listed.filter(path -> !isHiddenFolder(path)).sorted().toList();
      for (Path file : files) {
        if (!CheckpointFile.isIn(directory, file)) {
          throw new CheckpointRejected(
              directory
                  + ": "
                  + file.getFileName()
                  + " is no file of the directory; serve a copy without it");
        }
      }
      return files;
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static boolean isHiddenFolder(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".")
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void addContent(MessageDigest digest, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream content = Files.newInputStream(file)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
  }

  private static byte[] eightBytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
