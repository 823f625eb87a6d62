package io.viralstream.cli.command;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.models.checkpoint.CheckpointStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the versions lie that arms have trained.
///
/// @param folder of all arms' checkpoints
record StoredVersions(Path folder) {
  /// @param named folder, else the environment's
  static StoredVersions in(Optional<Path> named, Environment environment) {
    return new StoredVersions(named.orElseGet(() -> environment.path(Setting.VIRAL_CHECKPOINTS)));
  }

  /// The directory of a version.
  ///
  /// @param option that named it
  /// @throws IllegalArgumentException where the name is none of a version
  /// @throws CommandFailure where there is no such version
  Path directory(String option, String version) {
    Path found =
        CheckpointStore.place(folder, version)
            .orElseThrow(() ->
                new IllegalArgumentException(option + "=" + version + ", expected ARM-STEP-HASH"));
    if (!Files.isDirectory(found)) {
      throw CommandFailure.refused(
          "version " + version + ": not in " + folder + "; expected one that an arm has trained");
    }
    return found;
  }
}
