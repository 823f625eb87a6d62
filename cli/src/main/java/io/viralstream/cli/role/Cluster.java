package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.schemas.serde.SchemaRegistry;
import io.viralstream.schemas.serde.TopicSerdes;
import java.net.URI;

/// Where a role's Kafka, registry and ClickHouse are.
///
/// @param kafka `host:port`, several separated by commas
/// @param registry base of the Confluent-compatible interface
/// @param clickhouse `http://user:password@host:port/database`
public record Cluster(String kafka, URI registry, String clickhouse) {

  /// @throws io.viralstream.cli.settings.Setting.Refused where one is not named
  public static Cluster of(Environment environment) {
    return new Cluster(
        environment.text(Setting.KAFKA_BOOTSTRAP),
        environment.url(Setting.REGISTRY_URL),
        environment.url(Setting.CLICKHOUSE_URL).toString());
  }

  public TopicSerdes serdes() {
    return new TopicSerdes(new SchemaRegistry(registry));
  }
}
