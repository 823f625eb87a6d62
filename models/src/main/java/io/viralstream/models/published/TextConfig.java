package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What the files of a language model alone say beside its weights, such as Vicuna's or Qwen2.5's.
record TextConfig(LanguageConfig language, List<Integer> endTokens, double repetitionPenalty)
    implements AnsweringConfig {

  /// @throws CheckpointRejected naming file and key
  static TextConfig read(Path directory, ConfigSection config) throws IOException {
    LanguageConfig language = LanguageConfig.of(config);
    return new TextConfig(
        language,
        EndTokens.of(directory, config, config, language),
        Decoding.repetitionPenalty(directory, config, config));
  }
}
