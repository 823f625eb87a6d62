package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.schemas.serde.SchemaRegistry;
import io.viralstream.streams.StreamsRole;
import io.viralstream.streams.StreamsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/// Steps 2 and 5: route and score.
public final class RunningStreams implements Role {
  private static final int MOST_THREADS = 64;
  private static final int MOST_PATIENCE = 86_400;

  private final StreamsRole streams;

  private RunningStreams(StreamsRole streams) {
    this.streams = streams;
  }

  public static RunningStreams start(Cluster cluster, Environment environment) {
    StreamsSettings settings =
        StreamsSettings.defaults(cluster.kafka(), environment.path(Setting.VIRAL_STATE))
            .withThreads(environment.integer(Setting.VIRAL_STREAM_THREADS, 1, MOST_THREADS))
            .withReplication(Bootstrap.replication(environment))
            .withPatience(patience(environment));
    var streams =
        new StreamsRole(settings, new SchemaRegistry(cluster.registry()), Clock.systemUTC());
    streams.start();
    return new RunningStreams(streams);
  }

  private static Duration patience(Environment environment) {
    return Duration.ofSeconds(environment.integer(Setting.VIRAL_PATIENCE, 1, MOST_PATIENCE));
  }

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public Role.State state() {
    return state(streams.states());
  }

  /// An application whose threads cannot be replaced any more is in error, and stays so.
  static Role.State state(Map<String, KafkaStreams.State> applications) {
    for (Map.Entry<String, KafkaStreams.State> application : applications.entrySet()) {
      if (application.getValue() == KafkaStreams.State.ERROR)
        return new Role.State.Failed(application.getKey() + " cannot go on; the log says why");
    }
    return Role.State.ready(
        applications.values().stream().allMatch(KafkaStreams.State.RUNNING::equals));
  }

  @Override
  public void close() {
    streams.close();
  }
}
