package io.viralstream.models.generate;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.Weights;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.EmbeddedAdapter;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.Asking;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
      return new LoadedModel(
          model,
          config.prompt(),
          Optional.of(ServingOptions.padded(model.encoder().view())),
          tokenizer,
          asking,
          Set.of(end),
          1,
          OptionalInt.empty(),
          encoderHash(config, weights));
    } catch (RuntimeException refused) {
      tokenizer.close();
      throw refused;
    }
  }

  private static String encoderHash(ModelConfig config, WeightFiles weights) {
    MessageDigest digest = sha256();
    digest.update(config.vision().toString().getBytes(StandardCharsets.UTF_8));
    weights.names().stream()
        .filter(name -> name.startsWith("vision_tower."))
        .sorted()
        .forEach(name -> weights.tensor(name).pieces().forEach(digest::update));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
