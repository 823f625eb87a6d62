package io.viralstream.workers.infer;

import io.viralstream.images.PictureReader;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.KafkaClients;
import io.viralstream.workers.sight.FeatureCache;
import io.viralstream.workers.tensor.Torch;
import java.time.Clock;

/// What an infer worker is put together from.
public record InferParts(
    KafkaClients clients,
    TopicSerdes serdes,
    Torch torch,
    PictureReader pictures,
    FeatureCache features,
    InferSettings settings,
    Clock clock) {

  /// The device as answers name it.
  String device() {
    return torch.settings().device().name();
  }
}
