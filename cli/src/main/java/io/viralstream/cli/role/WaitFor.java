package io.viralstream.cli.role;

import io.viralstream.metrics.ClickHouseUnavailableException;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A component that a role needs before it begins, and that may come later than the role.
public final class WaitFor {
  private static final Logger LOG = LoggerFactory.getLogger(WaitFor.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// Work that fails while the component is away.
  @FunctionalInterface
  public interface Work {
    void run() throws InterruptedException;
  }

  private WaitFor() {}

  /// Does work, again and again while the component is away, and says so once.
  ///
  /// @throws RuntimeException what the work throws for any other reason
  public static void run(String component, Work work) throws InterruptedException {
    boolean away = false;
    while (!done(component, work, away)) {
      away = true;
      Thread.sleep(PAUSE);
    }
    if (away) LOG.warn("{} answers; going on", component);
  }

  private static boolean done(String component, Work work, boolean said)
      throws InterruptedException {
    try {
      work.run();
      return true;
    } catch (RuntimeException e) {
      if (!isAway(e)) throw e;
      if (!said)
        LOG.warn("{} does not answer; waiting for it reason=\"{}\"", component, e.getMessage());
      return false;
    }
  }

  private static boolean isAway(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof RegistryUnavailableException
                || cause instanceof ClickHouseUnavailableException
                || cause instanceof RetriableException);
  }
}
