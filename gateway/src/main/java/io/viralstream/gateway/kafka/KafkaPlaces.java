package io.viralstream.gateway.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Reads records of the cluster by partition and offset; those of open transactions are not there
/// yet.
public final class KafkaPlaces implements Places {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<String, byte[]> consumer;
  private final Duration patience;
  private final Clock clock;

  /// @param consumer without a group, of committed records; closed with this
  /// @param patience how long one record may take
  public KafkaPlaces(Consumer<String, byte[]> consumer, Duration patience, Clock clock) {
    this.consumer = consumer;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public Optional<byte[]> value(String topic, int partition, long offset) {
    var place = new TopicPartition(topic, partition);
    if (!isThere(place)) return Optional.empty();
    consumer.assign(List.of(place));
    long first = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    if (offset < first || offset >= end) return Optional.empty();
    consumer.seek(place, offset);
    return read(place, offset);
  }

  /// A compacted record or a transaction's marker leaves a gap: the next record says so.
  private Optional<byte[]> read(TopicPartition place, long offset) {
    Instant deadline = clock.instant().plus(patience);
    while (consumer.position(place) <= offset) {
      if (clock.instant().isAfter(deadline))
        throw new TimeoutException(place + " at " + offset + " was not read in " + patience);
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(place)) {
        if (record.offset() == offset) return Optional.ofNullable(record.value());
        if (record.offset() > offset) return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean isThere(TopicPartition place) {
    return consumer.partitionsFor(place.topic()).stream()
        .anyMatch(known -> known.partition() == place.partition());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
