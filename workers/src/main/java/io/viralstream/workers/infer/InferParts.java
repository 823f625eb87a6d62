package io.viralstream.workers.infer;

import io.viralstream.images.PictureReader;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.tensor.Numerics;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.KafkaClients;
import java.time.Clock;

/// What an infer worker is put together from.
public record InferParts(
    KafkaClients clients,
    TopicSerdes serdes,
    ModelOpener models,
    PictureReader pictures,
    FeatureCache features,
    InferSettings settings,
    Clock clock) {

  Numerics numerics() {
    return models.torch().numerics();
  }
}
