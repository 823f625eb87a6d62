package io.viralstream.models.checkpoint;

import io.viralstream.images.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hashes of directories that are too large to be read at each start.
///
/// A hash is remembered in a file of its own and holds while the names, sizes and times of the
/// directory's files stay as they were. Several processes may share the folder.
public final class HashMemory {
  private static final Logger LOG = LoggerFactory.getLogger(HashMemory.class);
  private static final long LARGEST = 4 << 20;

  private final Path folder;

  /// @param folder where the files are; made when it is needed
  public HashMemory(Path folder) {
    this.folder = folder;
  }

  /// What a directory was when it was hashed.
  ///
  /// @param files name, size in bytes and time in nanoseconds of each
  record Remembered(String path, List<String> files, String sha256) {}

  /// The [DirectoryHash] of a directory.
  ///
  /// @throws CheckpointRejected as it does
  public String sha256(Path directory) throws IOException {
    Path whole = directory.toRealPath();
    List<String> files = files(whole);
    Optional<Remembered> known = known(whole);
    if (known.isPresent() && known.get().files().equals(files)) return known.get().sha256();
    LOG.info("directory hashed directory={}", directory.getFileName());
    String sha256 = DirectoryHash.of(whole);
    if (files(whole).equals(files)) remember(new Remembered(whole.toString(), files, sha256));
    return sha256;
  }

  /// The last hash of a directory that is gone; nothing where it was never hashed.
  public Optional<String> ofGone(Path directory) {
    return known(directory.toAbsolutePath().normalize()).map(Remembered::sha256);
  }

  /// Bytes of all files of a directory.
  public static long bytes(Path directory) throws IOException {
    long bytes = 0;
    for (Path file : DirectoryHash.files(directory)) bytes += Files.size(file);
    return bytes;
  }

  private static List<String> files(Path directory) throws IOException {
    List<String> files = new ArrayList<>();
    for (Path file : DirectoryHash.files(directory)) {
      long time = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
      files.add(directory.relativize(file) + " " + Files.size(file) + " " + time);
    }
    return files;
  }

  private Path file(Path directory) {
    String name = ContentHash.sha256(directory.toString().getBytes(StandardCharsets.UTF_8));
    return folder.resolve(name + ".json");
  }

  private Optional<Remembered> known(Path directory) {
    Path file = file(directory);
    if (!Files.isRegularFile(file)) return Optional.empty();
    try {
      Remembered known = StrictJson.read(file, Remembered.class, LARGEST);
      return known.path().equals(directory.toString()) ? Optional.of(known) : Optional.empty();
    } catch (IOException | CheckpointRejected torn) {
      LOG.warn("hash forgotten file={} reason=\"{}\"", file.getFileName(), torn.getMessage());
      return Optional.empty();
    }
  }

  /// Not to remember it costs time alone, and is no reason to stop.
  private void remember(Remembered hash) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, ".unfinished-", ".json");
      Files.write(part, StrictJson.canonical(hash).getBytes(StandardCharsets.UTF_8));
      Files.move(
          part,
          file(Path.of(hash.path())),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException away) {
      LOG.warn("hash not remembered reason=\"{}\"", away.toString());
    }
  }
}
