package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The ids that end an answer, one or several.
///
/// `generation_config.json` decides where it names any, else `config.json`, then the part of it
/// that describes the language model, then the family's default.
final class EndTokens {
  private static final String KEY = "eos_token_id";

  private EndTokens() {}

  /// @param config the whole of `config.json`
  /// @param part of it that describes the language model, or the whole
  static List<Integer> of(
      Path directory, ConfigSection config, ConfigSection part, LanguageConfig language)
      throws IOException {
    List<Integer> ids = named(directory, config, part, language.family());
    int vocabulary = language.settings().vocabulary();
    for (int id : ids) {
      if (id < 0 || id >= vocabulary) {
        throw new CheckpointRejected(
            config.where() + ": " + KEY + "=" + id + ", expected 0 to " + (vocabulary - 1));
      }
    }
    return ids;
  }

  private static List<Integer> named(
      Path directory, ConfigSection config, ConfigSection part, LanguageFamily family)
      throws IOException {
    Path generation = directory.resolve("generation_config.json");
    if (Files.exists(generation)) {
      List<Integer> ids = ConfigSection.read(generation).wholes(KEY);
      if (!ids.isEmpty()) return ids;
    }
    if (config.has(KEY)) return config.wholes(KEY);
    return part.json().has(KEY) ? part.wholes(KEY) : family.defaults().endTokens();
  }
}
