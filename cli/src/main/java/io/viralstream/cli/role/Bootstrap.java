package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.schemas.bootstrap.SchemaBootstrap;
import io.viralstream.schemas.bootstrap.TopicBootstrap;
import io.viralstream.schemas.bootstrap.TopicSettings;
import io.viralstream.schemas.serde.SchemaRegistry;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/// What must exist before a role runs: topics and schemas. The first role to start makes them.
public final class Bootstrap {
  private static final int MOST_PARTITIONS = 1_000;
  private static final int MOST_REPLICAS = 7;
  private static final int REQUEST_MILLIS = 10_000;

  private Bootstrap() {}

  public static void topics(Cluster cluster, Environment environment) throws InterruptedException {
    var settings =
        new TopicSettings(
            environment.integer(Setting.VIRAL_PARTITIONS, 1, MOST_PARTITIONS),
            (short) replication(environment));
    try (var admin = Admin.create(asking(cluster.kafka()))) {
      new TopicBootstrap(admin, settings).run();
    }
  }

  /// A broker that is away is told of soon.
  private static Map<String, Object> asking(String bootstrap) {
    return Map.of(
        "bootstrap.servers", bootstrap,
        "request.timeout.ms", REQUEST_MILLIS,
        "default.api.timeout.ms", 2 * REQUEST_MILLIS);
  }

  static int replication(Environment environment) {
    return environment.integer(Setting.VIRAL_REPLICATION, 1, MOST_REPLICAS);
  }

  public static void schemas(Cluster cluster) {
    new SchemaBootstrap(new SchemaRegistry(cluster.registry())).run();
  }
}
