package io.viralstream.workers.infer;

import io.viralstream.images.PictureReader;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.tensor.Numerics;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.KafkaClients;
import java.time.Clock;
import java.util.Optional;

/// What an infer worker is put together from.
///
/// @param answers where answers to evaluations' questions are kept, if anywhere
public record InferParts(
    KafkaClients clients,
    TopicSerdes serdes,
    ModelOpener models,
    PictureReader pictures,
    FeatureCache features,
    Optional<AnswerFolder> answers,
    InferSettings settings,
    Clock clock) {
  /// With a worker that computes every answer.
  public InferParts(
      KafkaClients clients,
      TopicSerdes serdes,
      ModelOpener models,
      PictureReader pictures,
      FeatureCache features,
      InferSettings settings,
      Clock clock) {
    this(clients, serdes, models, pictures, features, Optional.empty(), settings, clock);
  }

  Numerics numerics() {
    return models.torch().numerics();
  }
}
