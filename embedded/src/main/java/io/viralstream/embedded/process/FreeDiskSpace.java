package io.viralstream.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// How much room the disk under a folder has left.
///
/// Below what is kept free, nothing new should be taken in, so that what is under way can still be
/// written. Below a quarter of that, a child that died is not started again before there is room:
/// it would die of the same.
///
/// @param kept bytes that are kept free
public record FreeDiskSpace(Path folder, long kept) {
  private static final long MEBIBYTE = 1L << 20;
  private static final int LEAST = 4;

  public FreeDiskSpace {
    if (kept < LEAST) {
      throw new IllegalArgumentException("kept is " + kept + ", expected at least " + LEAST);
    }
  }

  /// @return why nothing new should be taken in, where that is so
  public Optional<String> shortage() {
    return below(kept);
  }

  /// @return why no start can succeed, where that is so
  public Optional<String> exhaustion() {
    return below(kept / LEAST);
  }

  private Optional<String> below(long wanted) {
    try {
      long left = Files.getFileStore(folder).getUsableSpace();
      return left >= wanted ? Optional.empty() : Optional.of(words(left));
    } catch (IOException e) {
      return Optional.of("the disk of the data folder does not tell its room");
    }
  }

  private String words(long left) {
    return String.format(
        Locale.ROOT,
        "%d MiB left on the disk of the data folder, %d MiB are kept free; make room there",
        left / MEBIBYTE,
        kept / MEBIBYTE);
  }
}
