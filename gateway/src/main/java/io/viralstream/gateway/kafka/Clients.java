package io.viralstream.gateway.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Makes the gateway's Kafka clients.
///
/// @param bootstrap the cluster, `host:port` with commas
/// @param instance this gateway's own name, part of client and transactional ids
/// @param patience how long a write may take before it counts as not written
public record Clients(String bootstrap, String instance, Duration patience) {
  private static final int MIB = 1024 * 1024;
  private static final int LARGEST_REQUEST = 10 * MIB;
  private static final int BUFFER = 48 * MIB;

  /// A larger record still comes, alone.
  private static final int LARGEST_FETCH = 8 * MIB;

  /// Images are compressed already, and everything else is small: no compression.
  ///
  /// A log that was never seen, or takes nothing, is known to be away after half of the patience,
  /// so that a client that waited for a place among the requests has its answer in time as well.
  public Producer<String, byte[]> producer() {
    Map<String, Object> config = writing("records");
    config.put("max.block.ms", Math.toIntExact(patience.toMillis() / 2));
    return producer(config);
  }

  public Producer<String, byte[]> transactionalProducer() {
    return transactionalProducer("transactions", "gateway-" + instance);
  }

  /// Of an id that all gateways share: making one fences the others'.
  public Producer<String, byte[]> exclusiveProducer(String subject) {
    return transactionalProducer("exclusive", "gateways-" + subject);
  }

  private Producer<String, byte[]> transactionalProducer(String purpose, String id) {
    Map<String, Object> config = writing(purpose);
    config.put("transactional.id", id);
    config.put("transaction.timeout.ms", Math.toIntExact(patience.toMillis()));
    return producer(config);
  }

  /// One of all gateways has this id at a time: the newest fences the one before.
  public Producer<byte[], byte[]> resendingProducer() {
    Map<String, Object> config = writing("resends");
    config.put("transactional.id", "gateway-resends");
    config.put("transaction.timeout.ms", Math.toIntExact(patience.toMillis()));
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// A reader without a group; it sees committed records only.
  public Consumer<String, byte[]> consumer(String purpose) {
    Map<String, Object> config = common(purpose);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    config.put("fetch.max.wait.ms", 100);
    config.put("fetch.max.bytes", LARGEST_FETCH);
    config.put("default.api.timeout.ms", Math.toIntExact(patience.toMillis()));
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  public Admin admin() {
    Map<String, Object> config = common("admin");
    config.put("default.api.timeout.ms", Math.toIntExact(patience.toMillis()));
    config.put("request.timeout.ms", Math.toIntExact(patience.toMillis()));
    return Admin.create(config);
  }

  private static Producer<String, byte[]> producer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> writing(String purpose) {
    Map<String, Object> config = common(purpose);
    int millis = Math.toIntExact(patience.toMillis());
    config.put("acks", "all");
    config.put("enable.idempotence", true);
    config.put("compression.type", "none");
    config.put("linger.ms", 1);
    config.put("max.request.size", LARGEST_REQUEST);
    config.put("buffer.memory", (long) BUFFER);
    config.put("max.block.ms", millis);
    config.put("request.timeout.ms", millis - 1_000);
    config.put("delivery.timeout.ms", millis);
    return config;
  }

  private Map<String, Object> common(String purpose) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrap);
    config.put("client.id", "gateway-" + instance + "-" + purpose);
    config.put("reconnect.backoff.max.ms", 1_000);
    config.put("enable.metrics.push", false);
    return config;
  }
}
