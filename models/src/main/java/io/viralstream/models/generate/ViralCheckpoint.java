package io.viralstream.models.generate;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.checkpoint.WeightsHash;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.Weights;
import io.viralstream.models.preprocess.CachingImageEncoder;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.EmbeddedAdapter;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.Asking;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A directory that this system wrote, as a model that answers: it is asked as it was trained.
final class ViralCheckpoint {
  private ViralCheckpoint() {}

  static LoadedModel load(Torch torch, DirectoryKind.Own own, ServingOptions options)
      throws IOException {
    if (!(options.adapter() instanceof AdapterChoice.Embedded)) {
      throw new CheckpointRejected(
          own.path().getFileName() + ": takes no adapter, as it is no LLaVA");
    }
    EmbeddedAdapter.refuse(own.path());
    ModelDirectory directory = own.directory();
    ModelConfig config = own.settings();
    try (WeightFiles weights = directory.weights()) {
      return load(torch, config, weights, directory.tokenizer(), options);
    }
  }

  private static LoadedModel load(
      Torch torch,
      ModelConfig config,
      WeightFiles weights,
      Tokenizer tokenizer,
      ServingOptions options) {
    try {
      Asking asking = options.prompt().asking(tokenizer, Optional.empty(), config.prompt());
      int end = new PromptEncoder(tokenizer, config.prompt()).endToken();
      VisionLanguageModel model =
          Weights.orFreed(
              new StoredWeights(torch, weights),
              given ->
                  new VisionLanguageModel(
                      torch, config.model(), given, ModelVariant.adding(options.residual())));
      Preprocessing preprocessing = ServingOptions.padded(model.encoder().view());
      String encoder = WeightsHash.of(config.vision(), weights, "vision_tower.");
      return new LoadedModel(
          model,
          config.prompt(),
          Optional.of(preprocessing),
          tokenizer,
          asking,
          Set.of(end),
          1,
          OptionalInt.empty(),
          Optional.of(
              CachingImageEncoder.key(encoder, preprocessing, torch.numerics().weightType())),
          0);
    } catch (RuntimeException refused) {
      tokenizer.close();
      throw refused;
    }
  }
}
