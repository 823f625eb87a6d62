package io.viralstream.models.checkpoint;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The SHA-256 of a directory: of each file in the order of names, its name and its content. A file
/// in a folder, such as an encoder's, has the folder in its name.
///
/// Hidden folders, such as version control and download tools keep, are none of it. Names and
/// contents are hashed with their lengths, so that no byte can move from one to the other.
public final class DirectoryHash {
  private static final int FILE_LIMIT = 10_000;

  private DirectoryHash() {}

  /// Lower-case hex.
  ///
  /// @throws CheckpointRejected where something other than a file of its own lies in it, see
  ///   [CheckpointFile]
  public static String of(Path directory) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files(directory)) {
      byte[] name = directory.relativize(file).toString().getBytes(StandardCharsets.UTF_8);
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

  /// In the order of their names; those of a folder by its name and theirs.
  static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    addFiles(directory, directory, files);
    files.sort(Comparator.naturalOrder());
    return files;
  }

  private static void addFiles(Path home, Path folder, List<Path> files) throws IOException {
    for (Path path : listed(folder)) {
      if (isHiddenFolder(path)) continue;
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        addFiles(home, path, files);
        continue;
      }
      if (!CheckpointFile.isIn(home, path)) {
        throw new CheckpointRejected(
            home + ": " + home.relativize(path) + " is no file of the directory");
      }
      files.add(path);
      if (files.size() > FILE_LIMIT) {
        throw new CheckpointRejected(home + ": more than " + FILE_LIMIT + " files");
      }
    }
  }

  private static List<Path> listed(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.toList();
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

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
