package io.viralstream.workers.infer;

import io.viralstream.workers.checkpoint.CheckpointStore;
import io.viralstream.workers.checkpoint.ModelConfig;
import io.viralstream.workers.checkpoint.ModelDirectory;
import io.viralstream.workers.checkpoint.Safetensors;
import io.viralstream.workers.checkpoint.StoredTensor;
import io.viralstream.workers.checkpoint.StoredWeights;
import io.viralstream.workers.model.VisionEncoder;
import io.viralstream.workers.model.VisionLanguageModel;
import io.viralstream.workers.sight.Eye;
import io.viralstream.workers.sight.Framing;
import io.viralstream.workers.tensor.Torch;
import io.viralstream.workers.text.PromptEncoder;
import io.viralstream.workers.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/// A model version in memory, ready to answer.
///
/// @param encoderHash of V_ψ's weights: versions of one arm share their features by it
record LoadedModel(
    ModelConfig config,
    VisionLanguageModel model,
    Eye eye,
    Tokenizer tokenizer,
    PromptEncoder prompts,
    Generator generator,
    String encoderHash)
    implements AutoCloseable {

  /// Loads what a checkpoint names, verified against its hash.
  static LoadedModel open(Torch torch, String uri, String sha256) throws IOException {
    ModelDirectory directory = new ModelDirectory(CheckpointStore.verified(uri, sha256));
    ModelConfig config = directory.config();
    Safetensors weights = directory.weights();
    Tokenizer tokenizer = directory.tokenizer();
    PromptEncoder prompts = new PromptEncoder(tokenizer, config.prompt());
    VisionLanguageModel model =
        new VisionLanguageModel(torch, config.model(), new StoredWeights(torch, weights));
    VisionEncoder encoder = new VisionEncoder(torch, model.encoder());
    return new LoadedModel(
        config,
        model,
        new Eye(Framing.padded(encoder.view(), encoder.view().imageSize()), encoder::encode),
        tokenizer,
        prompts,
        new Generator(model, prompts.endToken()),
        encoderHash(config, weights));
  }

  private static String encoderHash(ModelConfig config, Safetensors weights) {
    MessageDigest digest = sha256();
    digest.update(config.vision().toString().getBytes(StandardCharsets.UTF_8));
    weights.tensors().stream()
        .filter(tensor -> tensor.name().startsWith("vision_tower."))
        .sorted(Comparator.comparing(StoredTensor::name))
        .forEach(tensor -> digest.update(tensor.data().asByteBuffer()));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    model.close();
    tokenizer.close();
  }
}
