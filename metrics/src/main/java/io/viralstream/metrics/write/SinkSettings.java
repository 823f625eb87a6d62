package io.viralstream.metrics.write;

import java.time.Duration;

/// How the sink reads and batches.
///
/// @param bootstrap Kafka's addresses, `host:port` with commas
/// @param group the consumer group, whose offsets tell what is stored
/// @param maxRecords records of one partition in a batch, at most
/// @param maxBytes heap that the records read and not stored yet may hold, of all partitions
///   together; once it is reached, nothing more is read until something is stored
/// @param pause the shortest time between two inserts into a table, on average over the partitions
///   of its topic: each of P partitions waits P times as long. What comes meanwhile is gathered.
///   Not below `LEAST_PAUSE`, or ClickHouse would forget blocks too soon (see `005_windows.sql`)
/// @param backOff the first wait after a failure, doubling up to `maxBackOff`
public record SinkSettings(
    String bootstrap,
    String group,
    int maxRecords,
    int maxBytes,
    Duration pause,
    Duration backOff,
    Duration maxBackOff) {
  /// 100,000 blocks of it, which a table remembers, are 83 minutes.
  static final Duration LEAST_PAUSE = Duration.ofMillis(50);

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
    if (pause.compareTo(LEAST_PAUSE) < 0 || pause.compareTo(Duration.ofMinutes(1)) > 0)
      throw new IllegalArgumentException("pause=" + pause + ", expected 50 ms to 1 minute");
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
        32 << 20,
        LEAST_PAUSE,
        Duration.ofMillis(200),
        Duration.ofSeconds(10));
  }

  /// The pause of one partition of a topic.
  Duration pause(int partitions) {
    return pause.multipliedBy(partitions);
  }
}
