package io.viralstream.streams.flow;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.serde.AvroSerde;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/// A topic's records as values of a store.
///
/// Streams names the store's changelog when it asks for bytes; schemas are registered under the
/// topic, so the topic's own name is used instead.
///
/// A store in memory gives out the same array for as long as a value stands, so a few arrays are
/// remembered with the records that they are: a value that every answer needs is not decoded for
/// each of them. Nothing writes to these arrays, and our records are not changed once they are
/// made, so a record that is remembered is the one that the bytes would give.
final class StoredRecords {
  private StoredRecords() {}

  private static final int REMEMBERED = 16;

  private record Known<V>(byte[] bytes, V value) {}

  static <V extends SpecificRecord> Serde<V> of(Topic<V> topic, AvroSerde<V> serde) {
    // Stream threads share it; where they displace one another's, decoding is all that it costs.
    var known = new AtomicReferenceArray<@Nullable Known<V>>(REMEMBERED);
    return Serdes.serdeFrom(
        (changelog, value) -> value == null ? null : written(topic, serde, known, value),
        (changelog, bytes) -> bytes == null ? null : read(serde, known, bytes));
  }

  private static <V extends SpecificRecord> byte[] written(
      Topic<V> topic, AvroSerde<V> serde, AtomicReferenceArray<@Nullable Known<V>> known, V value) {
    byte[] bytes = serde.toBytes(topic.name(), value);
    known.set(place(bytes), new Known<>(bytes, value));
    return bytes;
  }

  private static <V extends SpecificRecord> V read(
      AvroSerde<V> serde, AtomicReferenceArray<@Nullable Known<V>> known, byte[] bytes) {
    Known<V> last = known.get(place(bytes));
    if (last != null && last.bytes() == bytes) return last.value();
    V value = serde.toRecord(bytes);
    known.set(place(bytes), new Known<>(bytes, value));
    return value;
  }

  private static int place(byte[] bytes) {
    return System.identityHashCode(bytes) & (REMEMBERED - 1);
  }
}
