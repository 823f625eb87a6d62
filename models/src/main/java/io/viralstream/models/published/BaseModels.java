package io.viralstream.models.published;

import io.viralstream.images.ContentHash;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.checkpoint.HashMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the models that adapters were trained on, by their hashes: where they lay, or in folders
/// that are named for it.
///
/// A base whose encoder lies in a directory of its own, as in the original layout of LLaVA, is
/// both.
public final class BaseModels {
  /// Folders below a named one that are looked at: `folder/model`, and a download cache's
  /// `folder/models--ORG--NAME/snapshots/REVISION`.
  private static final int DEEPEST = 3;

  private static final int MOST = 10_000;

  private final List<Path> folders;
  private final HashMemory hashes;

  /// @param folders that are searched where a base is not at its place
  public BaseModels(List<Path> folders, HashMemory hashes) {
    this.folders = List.copyOf(folders);
    this.hashes = hashes;
  }

  /// What an adapter says of its base; all its files are read where their hash is not remembered.
  ///
  /// @throws CheckpointRejected where it is no published model that answers
  public BaseReference describe(Path directory) throws IOException {
    Path whole = directory.toAbsolutePath().normalize();
    List<Path> parts = parts(whole);
    return new BaseReference(sha256(parts), bytes(parts), whole.toUri().toString());
  }

  /// The directory of a base.
  ///
  /// @throws CheckpointRejected where it is gone, or was changed
  public Path find(BaseReference base) throws IOException {
    Path hint = CheckpointStore.directory(base.uri());
    if (isSame(base, hint)) return hint;
    for (Path folder : folders) {
      Optional<Path> found = in(folder, base);
      if (found.isPresent()) return found.get();
    }
    throw new CheckpointRejected(
        "base model "
            + hint.getFileName()
            + " ("
            + base.sha256().substring(0, 12)
            + ") is "
            + (Files.isDirectory(hint) ? "changed" : "gone")
            + ": put it back as it was, or name a folder that has it in VIRAL_MODELS");
  }

  private Optional<Path> in(Path folder, BaseReference base) throws IOException {
    if (!Files.isDirectory(folder)) return Optional.empty();
    try (Stream<Path> walked = Files.walk(folder, DEEPEST)) {
      List<Path> candidates =
          walked
              .limit(MOST)
              .filter(path -> Files.isRegularFile(path.resolve("config.json")))
              .sorted()
              .toList();
      for (Path each : candidates) {
        if (isSame(base, each)) return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /// Sizes first: a folder may hold many models of many gigabytes.
  private boolean isSame(BaseReference base, Path directory) throws IOException {
    if (!Files.isDirectory(directory)) return false;
    try {
      List<Path> parts = parts(directory);
      return bytes(parts) == base.bytes() && sha256(parts).equals(base.sha256());
    } catch (CheckpointRejected other) {
      return false;
    }
  }

  /// The directory, then its encoder's where that lies elsewhere.
  private static List<Path> parts(Path directory) throws IOException {
    List<Path> parts = new ArrayList<>(List.of(directory));
    DirectoryKind.open(directory)
        .answering()
        .tower()
        .map(tower -> tower.toAbsolutePath().normalize())
        .filter(tower -> !tower.startsWith(directory))
        .ifPresent(parts::add);
    return parts;
  }

  private static long bytes(List<Path> parts) throws IOException {
    long bytes = 0;
    for (Path part : parts) bytes += HashMemory.bytes(part);
    return bytes;
  }

  private String sha256(List<Path> parts) throws IOException {
    if (parts.size() == 1) return hashes.sha256(parts.getFirst());
    StringBuilder all = new StringBuilder();
    for (Path part : parts) all.append(hashes.sha256(part));
    return ContentHash.sha256(all.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
