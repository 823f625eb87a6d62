package io.viralstream.streams.flow;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.streams.deadletter.RefusedException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Refuses a record that its topic would refuse, before the producer sees it.
///
/// A producer that is given too large a record inside a transaction can only abort the transaction;
/// the record would come back for ever. Refused here, it becomes a dead letter.
final class BoundedSerializer<V extends SpecificRecord> implements Serializer<V> {
  /// What key, headers and the batch may add.
  private static final int OVERHEAD = 2_048;

  private final Topic<V> topic;
  private final AvroSerde<V> serde;

  BoundedSerializer(Topic<V> topic, AvroSerde<V> serde) {
    this.topic = topic;
    this.serde = serde;
  }

  /// @throws RefusedException where the bytes do not fit
  @Override
  public byte @Nullable [] serialize(String name, @Nullable V record) {
    if (record == null) return null;
    byte[] bytes = serde.toBytes(name, record);
    int limit = topic.maxRecordBytes() - OVERHEAD;
    if (bytes.length > limit)
      throw new RefusedException(
          Category.TOO_LONG, name + ": bytes=" + bytes.length + ", expected at most " + limit);
    return bytes;
  }
}
