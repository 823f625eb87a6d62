package io.viralstream.models.checkpoint;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The checkpoint directories of one arm, on a volume that every worker sees.
///
/// A directory is written under a temporary name, flushed, hashed, and renamed to its model version
/// `arm-step-hash`, so what has that name is complete. Equal content gives the equal name: a worker
/// that repeats what its dead predecessor did finds the directory there and takes it.
public final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final Pattern ARM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");
  private static final Pattern VERSION =
      Pattern.compile("(" + ARM.pattern() + ")-\\d+-([0-9a-f]{12})");
  private static final String UNFINISHED = ".unfinished-";
  private static final String ATTEMPTS = "attempts";

  /// The folder of a checkpoint that holds what only resuming needs, where the checkpoint has two
  /// parts.
  public static final String RESUME = ".resume";

  private static final int HASH_LETTERS = 12;

  private final Path folder;
  private final String arm;

  /// @param root folder of all arms' checkpoints
  /// @param arm lower-case letters, digits and hyphens, at most 32
  public CheckpointStore(Path root, String arm) {
    if (!ARM.matcher(arm).matches()) {
      throw new IllegalArgumentException("arm: \"" + arm + "\", expected " + ARM.pattern());
    }
    this.folder = root.toAbsolutePath().normalize().resolve(arm);
    this.arm = arm;
  }

  /// Where the arm's owner notes what it begins; beside the checkpoints, so that the worker that
  /// owns the arm next, on whatever machine, reads it.
  public Path attempts() {
    return folder.resolve(ATTEMPTS);
  }

  /// What writes the files of a checkpoint into an empty directory, each flushed.
  public interface Content {
    void writeTo(Path directory) throws IOException;
  }

  /// Writes a checkpoint and gives it its name.
  public StoredCheckpoint write(long step, Content content) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
    content.writeTo(unfinished);
    Durable.syncDirectory(unfinished);
    String sha256 = DirectoryHash.of(unfinished);
    String version = arm + "-" + step + "-" + sha256.substring(0, HASH_LETTERS);
    Path finished = folder.resolve(version);
    if (Files.isDirectory(finished)) {
      if (DirectoryHash.of(finished).equals(sha256)) {
        keepResumable(finished, unfinished);
        Durable.deleteDirectory(unfinished);
        return new StoredCheckpoint(version, finished, sha256);
      }
      LOG.warn("checkpoint damaged version={} action=replaced", version);
      Durable.deleteDirectory(finished);
    }
    Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
    Durable.syncDirectory(folder);
    return new StoredCheckpoint(version, finished, sha256);
  }

  /// A predecessor that died, or an owner that found no broker, may have deleted what only resuming
  /// needs, and not yet the rest.
  private static void keepResumable(Path finished, Path equal) throws IOException {
    Path known = finished.resolve(RESUME);
    Path fresh = equal.resolve(RESUME);
    if (!Files.isDirectory(fresh)) return;
    if (Files.isDirectory(known) && DirectoryHash.of(known).equals(DirectoryHash.of(fresh))) return;
    Durable.deleteDirectory(known);
    Files.move(fresh, known, StandardCopyOption.ATOMIC_MOVE);
    Durable.syncDirectory(finished);
  }

  /// Deletes this arm's checkpoints, finished or not, but those named.
  ///
  /// Only the arm's fenced-in owner may call this: nobody else may then be writing here.
  public void deleteAllBut(Set<Path> named) throws IOException {
    for (Path directory : directories()) {
      if (named.contains(directory)) continue;
      Durable.deleteDirectory(directory);
      LOG.info("checkpoint deleted arm={} directory={}", arm, directory.getFileName());
    }
  }

  /// Deletes what only resuming needs, of all this arm's checkpoints but those named. Their
  /// versions stay, since a hidden folder is none of a directory's hash.
  public void deleteResumedBut(Set<Path> named) throws IOException {
    for (Path directory : directories()) {
      if (!named.contains(directory)) Durable.deleteDirectory(directory.resolve(RESUME));
    }
  }

  /// Whether [#deleteAllBut] would delete anything.
  public boolean hasOtherThan(Set<Path> named) throws IOException {
    return !named.containsAll(directories());
  }

  private List<Path> directories() throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.filter(this::isCheckpoint).sorted().toList();
    }
  }

  /// What somebody else has put here is not ours to delete.
  private boolean isCheckpoint(Path path) {
    String name = String.valueOf(path.getFileName());
    return Files.isDirectory(path) && (name.startsWith(UNFINISHED) || name.startsWith(arm + "-"));
  }

  /// Where a version of any arm lies, whether it is there or not; nothing where that is no name of
  /// a version, such as `viral-500-0123456789ab`.
  ///
  /// @param root folder of all arms' checkpoints
  public static Optional<Path> place(Path root, String version) {
    Matcher parts = VERSION.matcher(version);
    return parts.matches()
        ? Optional.of(root.toAbsolutePath().normalize().resolve(parts.group(1)).resolve(version))
        : Optional.empty();
  }

  /// Whether files of this hash have the name of a version.
  public static boolean isNamed(String version, String sha256) {
    Matcher parts = VERSION.matcher(version);
    return parts.matches() && sha256.startsWith(parts.group(2));
  }

  /// The directory that a published URI names, its content verified.
  ///
  /// @throws CheckpointRejected where it is missing, no `file:` URI, or not what was published
  public static Path verified(String uri, String sha256) throws IOException {
    Path directory = directory(uri);
    if (!Files.isDirectory(directory)) throw new CheckpointRejected(uri + ": no such directory");
    String found = DirectoryHash.of(directory);
    if (!found.equals(sha256)) {
      throw new CheckpointRejected(uri + ": sha256 " + found + ", published as " + sha256);
    }
    return directory;
  }

  /// The directory that a `file:` URI names.
  public static Path directory(String uri) {
    try {
      URI parsed = URI.create(uri);
      if (!"file".equals(parsed.getScheme())) {
        throw new CheckpointRejected(uri + ": expected a file: URI");
      }
      return Path.of(parsed).normalize();
    } catch (IllegalArgumentException bad) {
      throw new CheckpointRejected(uri + ": " + bad.getMessage(), bad);
    }
  }
}
