package io.viralstream.cli.health;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.viralstream.cli.role.Cluster;
import io.viralstream.cli.role.Role;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.gateway.operations.KafkaProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/// A role's process that can be asked for its health, where the environment names a port for it.
public final class HealthService implements AutoCloseable {
  private static final int HIGHEST_PORT = 65_535;

  /// Less than the timeout of those who ask.
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private record Open(
      Admin admin, RoleHealth health, PrometheusMeterRegistry registry, HealthPort port) {}

  private final Optional<Open> open;

  private HealthService(Optional<Open> open) {
    this.open = open;
  }

  /// Answers from now on: that it starts, until [#by] names the role.
  ///
  /// @throws Setting.Refused where the port is taken
  public static HealthService of(Cluster cluster, Environment environment) {
    if (environment.given(Setting.VIRAL_HEALTH_PORT).isEmpty())
      return new HealthService(Optional.empty());
    int port = environment.integer(Setting.VIRAL_HEALTH_PORT, 1, HIGHEST_PORT);
    var admin = Admin.create(asking(cluster.kafka()));
    var health = new RoleHealth(new KafkaProbe(admin, TIMEOUT));
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try {
      HealthPort opened = HealthPort.open(port, health, registry::scrape);
      return new HealthService(Optional.of(new Open(admin, health, registry, opened)));
    } catch (IOException e) {
      admin.close(Duration.ZERO);
      throw new Setting.Refused(
          Setting.VIRAL_HEALTH_PORT + "=" + port + ", expected a free port: " + e.getMessage());
    }
  }

  private static Map<String, Object> asking(String bootstrap) {
    int millis = Math.toIntExact(TIMEOUT.toMillis());
    return Map.of(
        "bootstrap.servers",
        bootstrap,
        "client.id",
        "health",
        "request.timeout.ms",
        millis,
        "default.api.timeout.ms",
        millis,
        "reconnect.backoff.max.ms",
        1_000,
        "enable.metrics.push",
        false);
  }

  /// From now on the role speaks for the process.
  public void by(Role role) {
    open.ifPresent(watched -> {
      role.measure(watched.registry());
      watched.health().watch(role);
    });
  }

  /// So does this one from now on, whose figures are those of the first.
  public void beside(Role role) {
    open.ifPresent(watched -> watched.health().watch(role));
  }

  @Override
  public void close() {
    open.ifPresent(watched -> {
      watched.port().close();
      watched.admin().close(TIMEOUT);
    });
  }
}
