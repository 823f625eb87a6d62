package io.viralstream.models.generate;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.preprocess.CachingImageEncoder;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.published.SharedBases;
import io.viralstream.models.published.TrainedConfig;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.TextRejected;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// A version that was trained on a published base, as a model that answers: it is asked as it was
/// trained, in its frame and about padded pictures, whatever the base's files say of answering.
final class TrainedCheckpoint {
  private TrainedCheckpoint() {}

  static LoadedModel load(DirectoryKind.Trained trained, SharedBases bases, ServingOptions options)
      throws IOException {
    requireNothingBeside(trained, options);
    return load(trained.settings(), bases.directory(trained), () -> bases.open(trained), options);
  }

  /// What puts something on a base.
  interface Opening {
    SharedBases.LoadedVersion open() throws IOException;
  }

  /// @param base the base's directory
  static LoadedModel load(TrainedConfig config, Path base, Opening opening, ServingOptions options)
      throws IOException {
    Tokenizer tokenizer = Tokenizer.of(base);
    try {
      int end = new PromptEncoder(tokenizer, config.prompt()).endToken();
      return asked(opening.open(), config, tokenizer, end, options);
    } catch (TextRejected bad) {
      tokenizer.close();
      throw new CheckpointRejected(String.valueOf(bad.getMessage()), bad);
    } catch (IOException | RuntimeException refused) {
      tokenizer.close();
      throw refused;
    }
  }

  private static void requireNothingBeside(DirectoryKind.Trained trained, ServingOptions options) {
    String name = trained.path().getFileName() + ": was trained on a base";
    if (!(options.adapter() instanceof AdapterChoice.Embedded)) {
      throw new CheckpointRejected(name + ", and takes no adapter beside its own");
    }
    if (!(options.residual() instanceof VisualResidual.None)) {
      throw new CheckpointRejected(name + ", and takes no residual but its own");
    }
  }

  private static LoadedModel asked(
      SharedBases.LoadedVersion opened,
      TrainedConfig config,
      Tokenizer tokenizer,
      int end,
      ServingOptions options) {
    PublishedModel published = opened.model();
    VisionLanguageModel model = published.model();
    Optional<Preprocessing> padded =
        model.takesPictures()
            ? Optional.of(ServingOptions.padded(model.encoder().view()))
            : Optional.empty();
    try {
      return new LoadedModel(
          model,
          config.prompt(),
          padded,
          tokenizer,
          options.prompt().asking(tokenizer, Optional.empty(), config.prompt()),
          Set.of(end),
          1,
          published.imageToken(),
          padded.map(each ->
              CachingImageEncoder.key(
                  config.base().sha256(), each, model.torch().numerics().weightType())),
          opened.shared());
    } catch (RuntimeException refused) {
      published.close();
      throw refused;
    }
  }
}
