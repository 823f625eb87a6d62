package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The parts of a directory's configuration that say how answers are made, the first one first.
///
/// @param file `generation_config.json`, where there is one
/// @param config the whole of `config.json`
/// @param part of it that describes the language model, or the whole
record GenerationConfig(Optional<ConfigSection> file, ConfigSection config, ConfigSection part) {
  /// @throws CheckpointRejected where `generation_config.json` is no JSON object
  static GenerationConfig read(Path directory, ConfigSection config, ConfigSection part)
      throws IOException {
    Path file = directory.resolve("generation_config.json");
    return new GenerationConfig(
        Files.exists(file) ? Optional.of(ConfigSection.read(file)) : Optional.empty(),
        config,
        part);
  }
}
