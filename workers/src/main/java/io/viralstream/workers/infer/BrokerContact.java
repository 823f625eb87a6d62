package io.viralstream.workers.infer;

import io.viralstream.workers.kafka.KafkaClients;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a share consumer still has a connection to any broker.
///
/// Without one it waits busily, in both of its threads (seen with Kafka 4.4.0: two fifths of a core
/// for three consumers), and takes from a broker on the same machine the time that it needs to come
/// back. So a loop that lost contact closes its consumer and waits here, at rest.
final class BrokerContact {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerContact.class);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ASK_MILLIS = 2_000;

  private final ShareConsumer<?, ?> consumer;
  private long lastSeen = System.nanoTime();

  BrokerContact(ShareConsumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  /// True once no connection was seen for two seconds.
  boolean lost() {
    if (connected()) lastSeen = System.nanoTime();
    return System.nanoTime() - lastSeen > GRACE.toNanos();
  }

  private boolean connected() {
    for (Metric metric : consumer.metrics().values()) {
      if (metric.metricName().name().equals("connection-count")) {
        return !Double.valueOf(0).equals(metric.metricValue());
      }
    }
    return true; // a consumer that does not count connections has none to lose
  }

  /// The pause after a failure of the broker, so that a loop does not spin.
  static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns when a broker answers, or when `stopping`.
  static void await(KafkaClients clients, BooleanSupplier stopping) throws InterruptedException {
    try (Admin admin = clients.admin()) {
      boolean silent = false;
      while (!stopping.getAsBoolean() && !answers(admin)) {
        if (!silent) LOG.warn("no broker answers; waiting for one");
        silent = true;
        pause();
      }
      if (silent) LOG.info("a broker answers again");
    }
  }

  private static boolean answers(Admin admin) throws InterruptedException {
    try {
      admin.describeCluster(new DescribeClusterOptions().timeoutMs(ASK_MILLIS)).nodes().get();
      return true;
    } catch (ExecutionException silence) {
      LOG.debug("no answer reason=\"{}\"", String.valueOf(silence.getCause()));
      return false;
    }
  }
}
