package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.gateway.AskTime;
import io.viralstream.gateway.Capacity;
import io.viralstream.gateway.Gateway;
import io.viralstream.gateway.GatewaySettings;
import io.viralstream.gateway.Limits;
import io.viralstream.gateway.Times;
import io.viralstream.gateway.operations.HostStatus;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/// Steps 1 and 8: HTTP in and out.
public final class RunningGateway implements Role {
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_TURNS = 100_000;
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int LONGEST_SECONDS = 3_600;
  private static final int LONGEST_MILLIS = 60_000;

  private final ClickHouse store;
  private final Gateway gateway;

  private RunningGateway(ClickHouse store, Gateway gateway) {
    this.store = store;
    this.gateway = gateway;
  }

  public static RunningGateway start(Cluster cluster, Environment environment) {
    return start(cluster, environment, HostStatus.UNKNOWN);
  }

  /// @param host that it shares with the rest of a stack
  public static RunningGateway start(Cluster cluster, Environment environment, HostStatus host) {
    Limits limits = limits(environment);
    var settings =
        new GatewaySettings(
            environment.text(Setting.VIRAL_GATEWAY_HOST),
            environment.integer(Setting.VIRAL_GATEWAY_PORT, 0, HIGHEST_PORT),
            cluster.kafka(),
            cluster.registry(),
            "gateway-" + UUID.randomUUID(),
            limits,
            Times.defaults().asking(askTime(environment)),
            Capacity.within(Runtime.getRuntime().maxMemory(), limits));
    var store = new ClickHouse(ClickHouseUrl.parse(cluster.clickhouse()));
    var schemas = new SchemaRegistry(cluster.registry());
    return new RunningGateway(
        store, Gateway.start(settings, schemas, store, host, Clock.systemUTC()));
  }

  private static AskTime askTime(Environment environment) {
    return new AskTime(
        Duration.ofSeconds(environment.integer(Setting.VIRAL_ASK_SECONDS, 1, LONGEST_SECONDS)),
        Duration.ofMillis(environment.integer(Setting.VIRAL_ASK_TOKEN_MILLIS, 0, LONGEST_MILLIS)));
  }

  private static Limits limits(Environment environment) {
    return Limits.defaults()
        .texts(
            environment.integer(Setting.VIRAL_MOST_TURNS, 1, MOST_TURNS),
            environment.integer(Setting.VIRAL_QUESTION_LENGTH, 1, Limits.LONGEST_SAMPLE),
            environment.integer(Setting.VIRAL_ANSWER_LENGTH, 1, Limits.LONGEST_SAMPLE),
            environment.integer(Setting.VIRAL_SAMPLE_LENGTH, 1, Limits.LONGEST_SAMPLE));
  }

  public URI address() {
    return gateway.address();
  }

  @Override
  public String name() {
    return "gateway";
  }

  /// As `/livez` and `/readyz` say: Kafka, registry and ClickHouse answer, and the catalogue is
  /// read.
  @Override
  public Role.State state() {
    return gateway
        .fault()
        .<Role.State>map(Role.State.Failed::new)
        .orElseGet(() -> Role.State.ready(readyz()));
  }

  private boolean readyz() {
    try {
      var connection = (HttpURLConnection) address().resolve("/readyz").toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    gateway.close();
    store.close();
  }
}
