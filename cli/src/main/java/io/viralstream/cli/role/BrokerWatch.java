package io.viralstream.cli.role;

import io.viralstream.embedded.kafka.ApiVersionsCheck;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells once when no broker answers any more, and once when one does again.
///
/// Each Kafka client would warn of each refused connection, several times a second, without ever
/// saying that it is over; their warnings are off (see `Logging`).
public final class BrokerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// A single missed answer may be a pause of the machine.
  private static final int MISSES = 2;

  private final String bootstrap;
  private final String waiting;
  private final BooleanSupplier answers;
  private final InstantSource clock;
  private final Thread thread;
  private int missed;
  private Optional<Instant> silentSince = Optional.empty();

  BrokerWatch(String bootstrap, String waiting, BooleanSupplier answers, InstantSource clock) {
    this.bootstrap = bootstrap;
    this.waiting = waiting;
    this.answers = answers;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("broker-watch").unstarted(this::run);
  }

  /// @param bootstrap `host:port`, several separated by commas; one that answers is enough
  /// @param waiting the roles of this process, as the message names them
  public static BrokerWatch start(String bootstrap, String waiting) {
    List<HostPort> checks = addresses(bootstrap);
    var watch =
        new BrokerWatch(
            bootstrap,
            waiting,
            () -> checks.stream().anyMatch(BrokerWatch::answers),
            InstantSource.system());
    watch.thread.start();
    return watch;
  }

  /// Resolved at each look: a broker that comes back elsewhere keeps its name.
  private static boolean answers(HostPort broker) {
    return new ApiVersionsCheck(new InetSocketAddress(broker.host(), broker.port())).healthy();
  }

  private record HostPort(String host, int port) {}

  private static List<HostPort> addresses(String bootstrap) {
    return Arrays.stream(bootstrap.split(",")).map(String::strip).map(BrokerWatch::parse).toList();
  }

  private static HostPort parse(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    return new HostPort(host, Integer.parseInt(address.substring(colon + 1)));
  }

  private void run() {
    try {
      while (true) {
        look();
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException closing) {
      LOG.debug("broker watch ended");
    }
  }

  void look() {
    if (answers.getAsBoolean()) {
      silentSince.ifPresent(since ->
          LOG.info(
              "kafka answers again address={} seconds={}",
              bootstrap,
              Duration.between(since, clock.instant()).toSeconds()));
      silentSince = Optional.empty();
      missed = 0;
      return;
    }
    missed++;
    if (missed < MISSES || silentSince.isPresent()) return;
    silentSince = Optional.of(clock.instant());
    LOG.warn("kafka does not answer address={} waiting={}", bootstrap, waiting);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
