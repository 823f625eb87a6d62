package io.viralstream.gateway.kafka;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.serde.TopicSerdes;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Writes records to several partitions so that readers see all of them or none.
public interface Transactions {
  /// Returns once the transaction is committed. Blocks: not for the event loop.
  void write(List<Entry<?>> entries);

  /// Takes a subject over from every other gateway, then lets the caller look at the log and say
  /// what is to be written, and writes that.
  ///
  /// The gateway that held it before has by then committed, which the caller sees, or never will.
  /// Blocks: not for the event loop.
  ///
  /// @param subject what only one gateway at a time may decide
  /// @param decide what to write; nothing where it is empty
  void exclusively(String subject, Supplier<List<Entry<?>>> decide);

  /// How many partitions a topic has.
  int partitions(Topic<?> topic);

  /// One record of a transaction, for one partition of its topic.
  record Entry<V extends SpecificRecord>(Topic<V> topic, int partition, String key, V value) {
    ProducerRecord<String, byte[]> encoded(TopicSerdes serdes) {
      byte[] bytes = serdes.of(topic).toBytes(topic.name(), value);
      return new ProducerRecord<>(topic.name(), partition, key, bytes);
    }
  }
}
