package io.viralstream.streams.flow;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.serde.AvroSerde;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// A topic's records as values of a store.
///
/// Streams names the store's changelog when it asks for bytes; schemas are registered under the
/// topic, so the topic's own name is used instead.
final class StoredRecords {
  private StoredRecords() {}

  static <V extends SpecificRecord> Serde<V> of(Topic<V> topic, AvroSerde<V> serde) {
    return Serdes.serdeFrom(
        (changelog, value) -> serde.serializer().serialize(topic.name(), value),
        (changelog, bytes) -> serde.deserializer().deserialize(topic.name(), bytes));
  }
}
