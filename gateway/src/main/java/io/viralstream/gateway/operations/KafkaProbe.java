package io.viralstream.gateway.operations;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;

/// Asks the brokers who they are.
public final class KafkaProbe implements Supplier<Optional<String>> {
  private final Admin admin;
  private final Duration patience;

  public KafkaProbe(Admin admin, Duration patience) {
    this.admin = admin;
    this.patience = patience;
  }

  @Override
  public Optional<String> get() {
    try {
      Collection<Node> nodes =
          admin.describeCluster().nodes().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return nodes.isEmpty() ? Optional.of("no broker") : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of("no broker answers");
    }
  }
}
