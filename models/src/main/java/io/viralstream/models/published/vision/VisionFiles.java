package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.published.ConfigSection;
import io.viralstream.models.published.DirectoryKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the directory of a published vision model holds.
///
/// @param config `config.json`
/// @param preprocessor how it wants its pictures, where that is said
/// @param weights its tensors
record VisionFiles(ConfigSection config, Optional<Preprocessor> preprocessor, WeightFiles weights) {
  static VisionFiles of(DirectoryKind directory, WeightFiles weights) throws IOException {
    return new VisionFiles(directory.config(), Preprocessor.of(directory.path()), weights);
  }

  /// The names of its tensors.
  Set<String> tensors() {
    return weights.names();
  }

  /// The statistics that the preprocessor names, or these.
  Statistics statistics(Statistics otherwise) {
    return preprocessor.map(file -> file.statistics(otherwise)).orElse(otherwise);
  }

  /// The first of these prefixes under which the file has a tensor, or the first of all.
  String prefix(String tensor, String... prefixes) {
    return List.of(prefixes).stream()
        .filter(prefix -> tensors().contains(prefix + tensor))
        .findFirst()
        .orElse(prefixes[0]);
  }
}
