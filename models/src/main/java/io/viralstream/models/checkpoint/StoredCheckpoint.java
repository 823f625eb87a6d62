package io.viralstream.models.checkpoint;

import java.nio.file.Path;

/// A checkpoint directory that is complete on disk.
///
/// @param version `arm-step-hash`, also the directory's name
/// @param sha256 of the directory, see [DirectoryHash]
public record StoredCheckpoint(String version, Path directory, String sha256) {
  /// How other machines on the same volume name it; without a trailing slash, whether or not the
  /// directory exists here.
  public String uri() {
    return "file://" + directory.toUri().getRawPath().replaceAll("/+$", "");
  }
}
