package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// The room on disk that an arm's checkpoints take when all that is kept is there.
///
/// Worked example: a version answers with 160 MiB and resumes with 1,920 MiB more; 50 are kept.
///
/// ```
/// answering   step 0, the 50 newest, and the one that is being written    52 × 160 =  8,320 MiB
/// resuming    the two newest, and the one that is being written        3 × 1,920 =  5,760 MiB
/// ```
///
/// An arm with less room than that, beside what it has there already, is refused when it starts. It
/// would fill the disk after days, in the middle of a checkpoint.
public final class CheckpointRoom {
  private static final int RESUMED = 2;
  private static final int IN_WRITING = 1;
  private static final int STEP_ZERO = 1;
  private static final long MEBIBYTE = 1L << 20;

  private final Disk disk;

  /// How much the disk under a folder has left.
  public interface Disk {
    /// In bytes.
    long usable(Path folder) throws IOException;
  }

  public CheckpointRoom(Disk disk) {
    this.disk = disk;
  }

  /// Of the disks that there are.
  public static CheckpointRoom ofDisk() {
    return new CheckpointRoom(folder -> Files.getFileStore(folder).getUsableSpace());
  }

  /// @param version a checkpoint of the arm, finished; all are of one size
  /// @param retained newest versions that are kept, besides step 0
  /// @throws ArmRefused with what is needed and what is left, where the room is missing
  void require(String arm, Path version, int retained) throws IOException {
    long resuming = bytes(version.resolve(CheckpointStore.RESUME));
    long answering = bytes(version) - resuming;
    Path folder = version.toAbsolutePath().resolveSibling("");
    long whole =
        (STEP_ZERO + retained + IN_WRITING) * answering + (RESUMED + IN_WRITING) * resuming;
    long needed = whole - bytes(folder);
    long left = disk.usable(folder);
    if (left >= needed) return;
    throw new ArmRefused(
        String.format(
            Locale.ROOT,
            "arm %s needs %,d MiB more for its checkpoints (%,d versions of %,d MiB, and %,d MiB for"
                + " each of %d to resume from), and %,d MiB are left on the disk of"
                + " VIRAL_CHECKPOINTS. Make room there, or keep fewer by VIRAL_CHECKPOINTS_KEPT.",
            arm,
            mebibytes(needed),
            STEP_ZERO + retained + IN_WRITING,
            mebibytes(answering),
            mebibytes(resuming),
            RESUMED + IN_WRITING,
            left / MEBIBYTE));
  }

  /// Of a folder that is not there, none.
  private static long bytes(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return 0;
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static long mebibytes(long bytes) {
    return Math.ceilDiv(bytes, MEBIBYTE);
  }
}
