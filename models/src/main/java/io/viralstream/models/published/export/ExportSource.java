package io.viralstream.models.published.export;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.published.AnsweringConfig;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.published.ConfigSection;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.TrainedConfig;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A version that can be exported, and what its base says of itself.
///
/// @param imageToken `<image>`, perhaps one more than the base's vocabulary has; unused without an
///   encoder
/// @param endToken the id that ends an answer in its frame
record ExportSource(
    DirectoryKind.Trained version,
    TrainedConfig trained,
    DirectoryKind base,
    AnsweringConfig answering,
    int imageToken,
    int endToken) {
  static final String IMAGE = "<image>";

  /// @throws CheckpointRejected where it is no version of a base, has a residual, or its base is
  ///   gone
  static ExportSource of(Path directory, BaseModels bases) throws IOException {
    DirectoryKind.Trained version = trained(DirectoryKind.open(directory));
    TrainedConfig trained = version.settings();
    if (trained.residual() != ResidualKind.NONE) {
      throw new CheckpointRejected(
          directory.getFileName()
              + ": residual="
              + trained.residual()
              + " adds to the visual tokens between blocks, which transformers' LLaVA does not"
              + " compute; expected a version without a residual");
    }
    DirectoryKind base = DirectoryKind.open(bases.find(trained.base()));
    AnsweringConfig answering = base.answering();
    try (Tokenizer tokenizer = Tokenizer.of(base.path())) {
      int end = new PromptEncoder(tokenizer, trained.prompt()).endToken();
      int image = image(answering, tokenizer);
      return new ExportSource(version, trained, base, answering, image, end);
    }
  }

  private static DirectoryKind.Trained trained(DirectoryKind kind) {
    return switch (kind) {
      case DirectoryKind.Trained version -> version;
      case DirectoryKind.Own own -> throw refused(own, "a model in our own layout");
      case DirectoryKind.Answering published -> throw refused(published, "a published model");
      case DirectoryKind.Vision vision ->
          throw refused(vision, "an encoder or a teacher, or something unknown");
    };
  }

  private static CheckpointRejected refused(DirectoryKind kind, String what) {
    return new CheckpointRejected(
        kind.path().getFileName()
            + " is "
            + what
            + "; expected a version that an arm trained on a published base");
  }

  /// A token that is added has the tokenizer's next id, whatever id is written beside it.
  private static int image(AnsweringConfig answering, Tokenizer tokenizer) {
    if (answering.imageToken().isPresent()) return answering.imageToken().getAsInt();
    return tokenizer.hasSpecial(IMAGE) ? tokenizer.special(IMAGE) : tokenizer.vocabularySize();
  }

  Optional<VisionTransformerSettings> encoder() {
    return answering.encoder();
  }

  /// Rows of the embedding table: the base's, and one for `<image>` where it has none.
  int vocabulary() {
    int vocabulary = answering.language().settings().vocabulary();
    return encoder().isPresent() ? Math.max(vocabulary, imageToken + 1) : vocabulary;
  }

  ConfigSection baseConfig() {
    return base.config();
  }
}
