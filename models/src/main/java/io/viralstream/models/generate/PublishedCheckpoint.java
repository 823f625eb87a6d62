package io.viralstream.models.generate;

import io.viralstream.images.ContentHash;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.checkpoint.WeightsHash;
import io.viralstream.models.preprocess.CachingImageEncoder;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.AnsweringConfig;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.Prompting;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.ChatTemplate;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// A published LLaVA or language model, as a model that answers: it is asked as its own files say.
final class PublishedCheckpoint {
  private PublishedCheckpoint() {}

  /// The configuration, the tokenizer and the template come first: what is wrong with them is found
  /// without weights.
  ///
  /// @param sha256 of the directory, where it was verified
  static LoadedModel load(
      Torch torch, DirectoryKind directory, Optional<String> sha256, ServingOptions options)
      throws IOException {
    AnsweringConfig config = directory.answering();
    Path path = directory.path();
    Tokenizer tokenizer = Tokenizer.of(path);
    try {
      Optional<ChatTemplate> template = ChatTemplate.of(path, Clock.systemDefaultZone());
      Optional<String> encoder = encoderHash(path, config, sha256);
      PublishedModel published =
          PublishedModel.open(torch, path, config, options.adapter(), options.residual());
      return asked(published, tokenizer, template, encoder, options);
    } catch (IOException | RuntimeException refused) {
      tokenizer.close();
      throw refused;
    }
  }

  /// The hash of all that the encoder is read from. An original LLaVA may name an encoder that lies
  /// beside its directory, where the directory's own hash says nothing of it.
  private static Optional<String> encoderHash(
      Path path, AnsweringConfig config, Optional<String> sha256) throws IOException {
    Optional<Path> beside = config.tower().filter(tower -> !tower.startsWith(path));
    if (sha256.isEmpty() || beside.isEmpty()) return sha256;
    try (WeightFiles weights = WeightFiles.open(beside.get())) {
      return Optional.of(sha256.get() + " " + WeightsHash.of(config, weights, ""));
    } catch (CheckpointRejected settingsAlone) {
      byte[] settings = config.toString().getBytes(StandardCharsets.UTF_8);
      return Optional.of(sha256.get() + " " + ContentHash.sha256(settings));
    }
  }

  private static LoadedModel asked(
      PublishedModel published,
      Tokenizer tokenizer,
      Optional<ChatTemplate> template,
      Optional<String> encoderHash,
      ServingOptions options) {
    try {
      Prompting prompting =
          Prompting.of(
              options.prompt(), tokenizer, template, published.prompt(), published.endTokens());
      Optional<Preprocessing> preprocessing = preprocessing(published, options);
      return new LoadedModel(
          published.model(),
          published.prompt(),
          preprocessing,
          tokenizer,
          prompting.asking(),
          prompting.endTokens(),
          published.repetitionPenalty(),
          published.imageToken(),
          encoderHash.flatMap(hash ->
              preprocessing.map(framing ->
                  CachingImageEncoder.key(
                      hash, framing, published.model().torch().numerics().weightType()))),
          0);
    } catch (RuntimeException refused) {
      published.close();
      throw refused;
    }
  }

  private static Optional<Preprocessing> preprocessing(
      PublishedModel published, ServingOptions options) {
    if (!published.model().takesPictures()) return Optional.empty();
    return Optional.of(
        options.preprocessing(published::ownPreprocessing, published.model().encoder().view()));
  }
}
