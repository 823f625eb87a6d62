package io.viralstream.workers.pretrained.vision;

import io.viralstream.workers.checkpoint.WeightFiles;
import io.viralstream.workers.pretrained.ConfigSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the directory of a published vision model holds.
///
/// @param config `config.json`
/// @param preprocessor `preprocessor_config.json`, where there is one
/// @param tensors the names of its tensors
record VisionFiles(
    ConfigSection config, Optional<ConfigSection> preprocessor, Set<String> tensors) {
  static VisionFiles of(Path directory, WeightFiles weights) throws IOException {
    return new VisionFiles(
        ConfigSection.read(directory.resolve("config.json")),
        preprocessor(directory),
        weights.names());
  }

  private static Optional<ConfigSection> preprocessor(Path directory) throws IOException {
    Path file = directory.resolve("preprocessor_config.json");
    return Files.exists(file) ? Optional.of(ConfigSection.read(file)) : Optional.empty();
  }

  /// The statistics that the preprocessor names, or these.
  Statistics statistics(Statistics otherwise) {
    return preprocessor
        .map(file -> otherwise.orOf(file, "image_mean", "image_std"))
        .orElse(otherwise);
  }

  /// The first of these prefixes under which the file has a tensor, or the first of all.
  String prefix(String tensor, String... prefixes) {
    return List.of(prefixes).stream()
        .filter(prefix -> tensors.contains(prefix + tensor))
        .findFirst()
        .orElse(prefixes[0]);
  }
}
