package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.images.PictureReader;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.ConnectedClients;
import io.viralstream.workers.kafka.KafkaClients;
import io.viralstream.workers.tensor.Torch;
import java.time.Clock;
import java.util.Map;

/// What workers of one process share: libtorch, loaded once, the memory for decoding, and the ways
/// to Kafka and its schemas.
public record WorkerTools(
    KafkaClients clients,
    TopicSerdes serdes,
    Torch torch,
    PictureReader pictures,
    Environment environment,
    Clock clock)
    implements AutoCloseable {
  public static WorkerTools open(Cluster cluster, Environment environment) {
    return new WorkerTools(
        new ConnectedClients(Map.of("bootstrap.servers", cluster.kafka())),
        cluster.serdes(),
        Engine.open(environment),
        PictureReader.standard(Runtime.getRuntime().maxMemory()),
        environment,
        Clock.systemUTC());
  }

  /// The same with other ways to Kafka.
  public WorkerTools with(KafkaClients others) {
    return new WorkerTools(others, serdes, torch, pictures, environment, clock);
  }

  @Override
  public void close() {
    torch.close();
  }
}
