package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What a published directory that answers says of itself, beside its weights.
sealed interface AnsweringConfig permits LlavaConfig, TextConfig {
  LanguageConfig language();

  /// The ids that end an answer.
  List<Integer> endTokens();

  /// Of answers, where nobody says another.
  double repetitionPenalty();

  /// @throws CheckpointRejected naming file and key where it is nothing that answers
  static AnsweringConfig read(Path directory) throws IOException {
    ConfigSection config = ConfigSection.read(directory.resolve("config.json"));
    return switch (DirectoryKind.of(config)) {
      case LANGUAGE -> TextConfig.read(directory, config);
      case OURS, LLAVA, LLAVA_ORIGINAL, VISION -> LlavaConfig.read(directory, config);
    };
  }
}
