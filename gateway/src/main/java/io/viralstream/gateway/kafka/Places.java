package io.viralstream.gateway.kafka;

import java.util.Optional;

/// Reads single records by where they are; for one thread, closed after use.
public interface Places extends AutoCloseable {
  /// The value of the record at a place; empty where there is none, or none any more.
  ///
  /// @throws org.apache.kafka.common.KafkaException where the log does not answer
  Optional<byte[]> value(String topic, int partition, long offset);

  @Override
  void close();
}
