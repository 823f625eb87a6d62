package io.viralstream.gateway.kafka;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.serde.TopicSerdes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Sends through one idempotent producer; equal keys land in one partition, in the order of
/// sending.
///
/// A future completes on the producer's one network thread. What hangs on it must be short and must
/// not wait: no other record is acknowledged until it returns.
public final class KafkaOutbox implements Outbox, AutoCloseable {
  private final Producer<String, byte[]> producer;
  private final TopicSerdes serdes;

  public KafkaOutbox(Producer<String, byte[]> producer, TopicSerdes serdes) {
    this.producer = producer;
    this.serdes = serdes;
  }

  @Override
  public <V extends SpecificRecord> CompletableFuture<RecordMetadata> send(
      Topic<V> topic, String key, V value) {
    var written = new CompletableFuture<RecordMetadata>();
    try {
      byte[] bytes = serdes.of(topic).toBytes(topic.name(), value);
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic.name(), key, bytes),
              (place, failure) -> complete(written, place, failure));
    } catch (RuntimeException failure) {
      written.completeExceptionally(failure);
    }
    return written;
  }

  private static void complete(
      CompletableFuture<RecordMetadata> written, RecordMetadata place, Exception failure) {
    if (failure == null) {
      written.complete(place);
    } else {
      written.completeExceptionally(failure);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
