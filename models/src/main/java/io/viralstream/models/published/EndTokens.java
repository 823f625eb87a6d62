package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import java.util.List;

/// The ids that end an answer, one or several.
///
/// `generation_config.json` decides where it names any, else `config.json`, then the part of it
/// that describes the language model, then the family's default.
final class EndTokens {
  private static final String KEY = "eos_token_id";

  private EndTokens() {}

  /// @throws CheckpointRejected naming an id that the vocabulary does not have
  static List<Integer> of(GenerationConfig said, LanguageConfig language) {
    List<Integer> ids = named(said, language.family());
    int vocabulary = language.settings().vocabulary();
    for (int id : ids) {
      if (id < 0 || id >= vocabulary) {
        throw new CheckpointRejected(
            said.config().where() + ": " + KEY + "=" + id + ", expected 0 to " + (vocabulary - 1));
      }
    }
    return ids;
  }

  private static List<Integer> named(GenerationConfig said, LanguageFamily family) {
    List<Integer> ids = said.file().map(file -> file.wholes(KEY)).orElse(List.of());
    if (!ids.isEmpty()) return ids;
    if (said.config().has(KEY)) return said.config().wholes(KEY);
    return said.part().json().has(KEY) ? said.part().wholes(KEY) : family.defaults().endTokens();
  }
}
