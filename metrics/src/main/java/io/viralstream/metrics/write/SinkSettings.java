package io.viralstream.metrics.write;

import java.time.Duration;

/// How the sink reads and batches.
///
/// @param bootstrap Kafka's addresses, `host:port` with commas
/// @param group the consumer group, whose offsets tell what is stored
/// @param maxRecords records of one partition in a batch, at most
/// @param maxBytes bytes of those records; a single larger one goes alone
/// @param linger how long a record may wait for others
/// @param backOff the first wait after a failure, doubling up to `maxBackOff`
public record SinkSettings(
    String bootstrap,
    String group,
    int maxRecords,
    int maxBytes,
    Duration linger,
    Duration backOff,
    Duration maxBackOff) {
  private static final int MOST_RECORDS = 100_000;
  private static final int MOST_BYTES = 64 << 20;

  public SinkSettings {
    if (bootstrap.isBlank())
      throw new IllegalArgumentException("bootstrap is empty, expected host:port");
    if (group.isBlank()) throw new IllegalArgumentException("group is empty, expected a name");
    if (maxRecords < 1 || maxRecords > MOST_RECORDS)
      throw new IllegalArgumentException("maxRecords=" + maxRecords + ", expected 1 to 100000");
    if (maxBytes < 1 || maxBytes > MOST_BYTES)
      throw new IllegalArgumentException("maxBytes=" + maxBytes + ", expected 1 to 64 MiB");
    if (linger.isNegative() || linger.compareTo(Duration.ofMinutes(1)) > 0)
      throw new IllegalArgumentException("linger=" + linger + ", expected 0 to 1 minute");
    if (backOff.isNegative() || backOff.isZero() || maxBackOff.compareTo(backOff) < 0)
      throw new IllegalArgumentException(
          "backOff="
              + backOff
              + " maxBackOff="
              + maxBackOff
              + ", expected 0 < backOff <= maxBackOff");
  }

  public static SinkSettings defaults(String bootstrap) {
    return new SinkSettings(
        bootstrap,
        "sink",
        2_000,
        4 << 20,
        Duration.ofMillis(500),
        Duration.ofMillis(200),
        Duration.ofSeconds(10));
  }
}
