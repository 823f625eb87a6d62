package io.viralstream.gateway.kafka;

import io.viralstream.schemas.Topic;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Where single records go; a future that completes means written with acks=all.
@FunctionalInterface
public interface Outbox {
  /// May block for as long as the client's buffer is full: not for the event loop.
  <V extends SpecificRecord> CompletableFuture<RecordMetadata> send(
      Topic<V> topic, String key, V value);
}
