package io.viralstream.datasets;

import io.viralstream.schemas.avro.ItemGroup;
import java.util.List;
import java.util.Optional;

/// One question of a benchmark with its truth, as its file has it.
///
/// @param category the benchmark's own name: a split, a subtask, a subset
/// @param sourceId the file's own id; it may repeat between categories
/// @param question as a model is asked, options included where the benchmark shows them
/// @param truth in the form that the benchmark's parsers read
/// @param choices the options of a multiple choice, in the order of their letters, else none
/// @param groups what it counts together with, at most one of each kind, with their sizes
/// @param picture empty for a question without one
public record BenchmarkQuestion(
    String category,
    String sourceId,
    String question,
    String truth,
    List<String> choices,
    List<ItemGroup> groups,
    Optional<Picture> picture) {

  /// A picture by the benchmark's name for it; its bytes where the file itself holds them.
  ///
  /// @param name relative to the folder of pictures; empty where the file has bytes alone
  public record Picture(String name, Optional<byte[]> bytes) {
    /// A picture whose bytes the file does not hold.
    public static Picture named(String name) {
      return new Picture(name, Optional.empty());
    }
  }

  public BenchmarkQuestion {
    choices = List.copyOf(choices);
    groups = List.copyOf(groups);
  }
}
