package io.viralstream.embedded.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registration that a broker alone leaves behind when it is killed.
///
/// Its controller takes the dead broker for alive until its session ends, and shows the next one
/// its partitions as led by it. That one ends the transactions it finds open, cannot reach itself
/// yet, and a moment later sees partitions without a leader: Kafka 4.4 takes those for deleted and
/// drops the transactions' markers, so that readers of committed records wait for ever. Forgetting
/// the dead broker before the next one starts avoids that, and the wait for the session's end too.
final class StaleBroker {
  private static final Logger LOG = LoggerFactory.getLogger(StaleBroker.class);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final long AGAIN_MILLIS = 50;

  /// What Kafka writes into its records folder when it stops in order.
  private static final String STOPPED_IN_ORDER = ".kafka_cleanshutdown";

  private StaleBroker() {}

  /// @param properties of a node that is broker and only controller of its cluster
  /// @return whether the last broker on this folder was killed, and not stopped
  static boolean wasKilled(Properties properties) {
    Path records = Path.of(properties.getProperty("log.dirs"));
    return Files.exists(records.resolve("meta.properties"))
        && !Files.exists(records.resolve(STOPPED_IN_ORDER));
  }

  /// Starts the controller alone, has it forget the broker, and stops it.
  static void forget(Properties properties) throws Exception {
    Instant began = Instant.now();
    KafkaRaftServer controller = new KafkaRaftServer(config(properties), Time.SYSTEM);
    controller.startup();
    try {
      unregister(properties);
    } finally {
      controller.shutdown();
    }
    LOG.info(
        "former broker forgotten millis={}", Duration.between(began, Instant.now()).toMillis());
  }

  private static KafkaConfig config(Properties properties) {
    Properties alone = new Properties();
    alone.putAll(properties);
    alone.setProperty("process.roles", "controller");
    alone.setProperty("listeners", "CONTROLLER://" + controller(properties));
    alone.remove("advertised.listeners");
    alone.remove("inter.broker.listener.name");
    return KafkaConfig.fromProps(alone);
  }

  private static String controller(Properties properties) {
    String voters = properties.getProperty("controller.quorum.voters"); // 1@127.0.0.1:9093
    return voters.substring(voters.indexOf('@') + 1);
  }

  /// The controller takes a moment to find that it leads.
  private static void unregister(Properties properties)
      throws InterruptedException, ExecutionException, TimeoutException {
    int node = Integer.parseInt(properties.getProperty("node.id"));
    Instant end = Instant.now().plus(LIMIT);
    try (Admin admin = Admin.create(Map.of("bootstrap.controllers", controller(properties)))) {
      while (!isUnregistered(admin, node, end)) {
        Thread.sleep(AGAIN_MILLIS);
      }
    }
  }

  private static boolean isUnregistered(Admin admin, int node, Instant end)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin.unregisterBroker(node).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BrokerIdNotRegisteredException) {
        return true;
      }
      if (e.getCause() instanceof RetriableException && Instant.now().isBefore(end)) {
        return false;
      }
      throw e;
    }
  }
}
