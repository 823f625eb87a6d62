package io.viralstream.models.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Which files may be opened on the word of a checkpoint: those of its directory, behind whatever
/// link, and those that a snapshot of the hub's download cache links to, in the same model's cache.
///
/// ```
/// models--ORG--NAME/snapshots/REVISION/model.safetensors -> ../../blobs/HASH
/// ```
final class CheckpointFile {
  private CheckpointFile() {}

  /// Whether this is a file, and one of those.
  static boolean isIn(Path directory, Path file) throws IOException {
    if (!Files.isRegularFile(file)) return false;
    Path home = directory.toRealPath();
    Path real = file.toRealPath();
    return real.startsWith(home)
        || blobs(home).filter(blobs -> blobs.equals(real.getParent())).isPresent();
  }

  private static Optional<Path> blobs(Path home) {
    return Optional.ofNullable(home.getParent())
        .filter(parent -> parent.endsWith("snapshots"))
        .map(snapshots -> snapshots.resolveSibling("blobs"))
        .filter(blobs -> Files.isDirectory(blobs, LinkOption.NOFOLLOW_LINKS));
  }
}
