package io.viralstream.metrics.write;

import io.viralstream.schemas.serde.AvroSerde;
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
  private final StoredTopic<V> kind;
  private final TopicPartition partition;
  private final AvroSerde<V> serde;
  private final SinkSettings settings;
  private final List<Entry<V>> entries = new ArrayList<>();
  private long bytes;
  private Instant oldest = Instant.MAX;
  private Optional<Range> doubt;

  PartitionLog(
      StoredTopic<V> kind,
      TopicPartition partition,
      AvroSerde<V> serde,
      SinkSettings settings,
      Optional<Range> doubt) {
    this.kind = kind;
    this.partition = partition;
    this.serde = serde;
    this.settings = settings;
    this.doubt = doubt;
  }

  /// @throws io.viralstream.schemas.serde.RegistryUnavailableException where the record cannot be
  ///   judged now
  void take(ConsumerRecord<byte[], byte[]> record, Instant now) {
    var entry = decode(record);
    if (entries.isEmpty()) oldest = now;
    entries.add(entry);
    bytes += entry.bytes();
  }

  private Entry<V> decode(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) return new Entry.Tombstone<>(record.offset());
    try {
      var value = serde.toRecord(record.value());
      var row = new Stored<>(value, record.topic(), record.partition(), record.offset());
      return new Entry.Decoded<>(row, record.value().length);
    } catch (SerializationException e) {
      return new Entry.Undecodable<>(record, String.valueOf(e.getMessage()));
    }
  }

  /// Whether there is no room for more before something is stored.
  boolean full() {
    return entries.size() >= settings.maxRecords() || bytes >= settings.maxBytes();
  }

  /// The range to store now: the one in doubt once all of it was read, else what has waited long
  /// enough or fills a batch.
  ///
  /// @param position the next offset to be read, which passes transaction markers as well
  Optional<Range> ripe(long position, Instant now) {
    if (doubt.isPresent()) return doubt.filter(range -> position > range.last());
    if (full() || waitedLongEnough(now)) return all();
    return Optional.empty();
  }

  /// Everything that was read, unless a range in doubt goes first.
  Optional<Range> all() {
    if (entries.isEmpty() || doubt.isPresent()) return Optional.empty();
    return Optional.of(new Range(entries.getFirst().offset(), entries.getLast().offset()));
  }

  Optional<Range> doubt() {
    return doubt;
  }

  void begun(Range range) {
    doubt = Optional.of(range);
  }

  Batch<V> batch(Range range) {
    var part = entries.stream().filter(entry -> entry.offset() <= range.last()).toList();
    return new Batch<>(kind, partition, range, part);
  }

  void stored(Range range, Instant now) {
    entries.removeIf(entry -> entry.offset() <= range.last());
    bytes = entries.stream().mapToLong(Entry::bytes).sum();
    oldest = now;
    doubt = Optional.empty();
  }

  private boolean waitedLongEnough(Instant now) {
    return !entries.isEmpty() && !now.isBefore(oldest.plus(settings.linger()));
  }
}
