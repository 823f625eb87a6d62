package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.images.PictureReader;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.tensor.Torch;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.ConnectedClients;
import io.viralstream.workers.kafka.KafkaClients;
import java.time.Clock;
import java.util.Map;

/// What workers of one process share: libtorch, loaded once, the memory for decoding, and the ways
/// to Kafka and its schemas.
///
/// @param features of pictures that any of them has seen lately
public record WorkerTools(
    KafkaClients clients,
    TopicSerdes serdes,
    Torch torch,
    PictureReader pictures,
    FeatureCache features,
    Environment environment,
    Clock clock)
    implements AutoCloseable {
  public static WorkerTools open(Cluster cluster, Environment environment) {
    return new WorkerTools(
        new ConnectedClients(Map.of("bootstrap.servers", cluster.kafka())),
        cluster.serdes(),
        TorchRuntime.open(environment),
        PictureReader.standard(Runtime.getRuntime().maxMemory()),
        new FeatureCache(WorkerMemory.of(environment).features()),
        environment,
        Clock.systemUTC());
  }

  /// The same with other ways to Kafka.
  public WorkerTools with(KafkaClients others) {
    return new WorkerTools(others, serdes, torch, pictures, features, environment, clock);
  }

  @Override
  public void close() {
    torch.close();
  }
}
