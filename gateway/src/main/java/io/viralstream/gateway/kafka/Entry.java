package io.viralstream.gateway.kafka;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.serde.TopicSerdes;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// One record of a transaction, for one partition of its topic.
public record Entry<V extends SpecificRecord>(Topic<V> topic, int partition, String key, V value) {
  ProducerRecord<String, byte[]> encoded(TopicSerdes serdes) {
    byte[] bytes = serdes.of(topic).toBytes(topic.name(), value);
    return new ProducerRecord<>(topic.name(), partition, key, bytes);
  }
}
