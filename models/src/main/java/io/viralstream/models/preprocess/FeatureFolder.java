package io.viralstream.models.preprocess;

import io.viralstream.models.model.PatchFeatures;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Features of pictures in a [CacheFolder], so that they outlive the process.
///
/// Safe for use by several threads, and by several processes of one user.
public final class FeatureFolder {
  private final CacheFolder folder;

  private FeatureFolder(CacheFolder folder) {
    this.folder = folder;
  }

  /// Opens a folder, making it where it is not there, and deletes what killed processes left
  /// unfinished in it.
  ///
  /// @param limit bytes of all entries together
  public static FeatureFolder at(Path folder, long limit, InstantSource clock) {
    return new FeatureFolder(CacheFolder.at(CacheFolder.Kind.FEATURES, folder, limit, clock));
  }

  /// The features of an entry, made where they are not there; several may make them at once.
  ///
  /// @param made features that are rounded to the entry's type already
  PatchFeatures get(FeatureEntry entry, Supplier<PatchFeatures> made) {
    Optional<PatchFeatures> known = folder.find(entry.name(), entry::read);
    if (known.isPresent()) return known.get();
    PatchFeatures features = made.get();
    folder.keep(entry.name(), entry.content(features));
    return features;
  }

  /// Entries and bytes are those of the last look at the folder, and what this process has written
  /// since.
  public FeatureCache.Counts counts() {
    return folder.counts();
  }
}
