package io.viralstream.workers.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;

/// Opens connections to one cluster; the caller that opens one closes it.
///
/// Keys and values are bytes: a record that cannot be decoded must still reach the dead letters.
public interface KafkaClients {
  /// @param settings what this consumer needs beyond the cluster's own settings
  Consumer<byte[], byte[]> consumer(Map<String, Object> settings);

  ShareConsumer<byte[], byte[]> shareConsumer(Map<String, Object> settings);

  Producer<byte[], byte[]> producer(Map<String, Object> settings);

  Admin admin();
}
