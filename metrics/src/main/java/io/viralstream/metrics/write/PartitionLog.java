package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.serde.AvroSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/// What was read of one partition and is not stored yet, and the range that is in doubt.
final class PartitionLog<V extends SpecificRecord> {
  /// The objects around a record that was read, beside its text: an estimate.
  private static final int OBJECTS = 1 << 10;

  /// The objects of one part of a record, and the row that becomes of it: an estimate.
  private static final int PART = 512;

  private final StoredTopic<V> kind;
  private final TopicPartition partition;
  private final AvroSerde<V> serde;
  private final SinkSettings settings;
  private final Duration pause;
  private final List<Entry<V>> entries = new ArrayList<>();
  private long bytes;
  private Instant next = Instant.MIN;
  private Optional<Range> doubt;

  /// @param pause the shortest time between two inserts from this partition
  PartitionLog(
      StoredTopic<V> kind,
      TopicPartition partition,
      AvroSerde<V> serde,
      SinkSettings settings,
      Duration pause,
      Optional<Range> doubt) {
    this.kind = kind;
    this.partition = partition;
    this.serde = serde;
    this.settings = settings;
    this.pause = pause;
    this.doubt = doubt;
  }

  /// @throws io.viralstream.schemas.serde.RegistryUnavailableException where the record cannot be
  ///   judged now
  void take(ConsumerRecord<byte[], byte[]> record) {
    Entry<V> entry = decode(record);
    entries.add(entry);
    bytes += heap(entry);
  }

  private Entry<V> decode(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) return new Entry.Tombstone<>(record.offset());
    try {
      V value = serde.toRecord(record.value());
      var row = new Stored<>(value, record.topic(), record.partition(), record.offset());
      return new Entry.Decoded<>(row, record.value().length);
    } catch (SerializationException e) {
      return new Entry.Undecodable<>(record, String.valueOf(e.getMessage()));
    }
  }

  /// Whether there is no room for more before something is stored.
  boolean full() {
    return entries.size() >= settings.maxRecords();
  }

  /// Heap that the records hold.
  long bytes() {
    return bytes;
  }

  /// A record as bytes and decoded, with its parts.
  private long heap(Entry<V> entry) {
    return OBJECTS + 2L * entry.bytes() + (long) PART * parts(entry);
  }

  private int parts(Entry<V> entry) {
    return switch (entry) {
      case Entry.Decoded<V>(Stored<V> row, int length) -> kind.parts().applyAsInt(row.record());
      case Entry.Tombstone<V> gone -> 0;
      case Entry.Undecodable<V> unknown -> 0;
    };
  }

  /// The range to store now: the one in doubt once all of it was read, else whatever is there once
  /// the pause since the last insert is over.
  ///
  /// @param position the next offset to be read, which passes transaction markers as well
  Optional<Range> ripe(long position, Instant now) {
    if (doubt.isPresent()) return doubt.filter(range -> position > range.last());
    return now.isBefore(next) ? Optional.empty() : all();
  }

  /// Everything that was read, unless a range in doubt goes first.
  Optional<Range> all() {
    if (entries.isEmpty() || doubt.isPresent()) return Optional.empty();
    return Optional.of(new Range(entries.getFirst().offset(), entries.getLast().offset()));
  }

  Optional<Range> doubt() {
    return doubt;
  }

  /// When what was read may be stored; empty where nothing waits.
  Optional<Instant> due() {
    return all().map(range -> next);
  }

  void begun(Range range, Instant now) {
    doubt = Optional.of(range);
    next = now.plus(pause);
  }

  Batch<V> batch(Range range) {
    List<Entry<V>> part = entries.stream().filter(entry -> entry.offset() <= range.last()).toList();
    return new Batch<>(kind, partition, range, part);
  }

  void stored(Range range) {
    entries.removeIf(entry -> entry.offset() <= range.last());
    bytes = entries.stream().mapToLong(this::heap).sum();
    doubt = Optional.empty();
  }
}
