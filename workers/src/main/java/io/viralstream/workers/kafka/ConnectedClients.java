package io.viralstream.workers.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Clients of a real cluster.
///
/// @param properties `bootstrap.servers`, security, and what else holds for every client
public record ConnectedClients(Map<String, Object> properties) implements KafkaClients {
  /// How long a client may take to say goodbye; by default it waits half a minute for a broker that
  /// is away, and an orchestrator that stops a worker kills it before.
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  /// Bytes that a client holds beside the record in hand. Kafka's own are 50 MiB and 32, and a
  /// worker has a dozen clients; a record that is larger than a fetch still comes, alone.
  private static final Map<String, Object> READING = Map.of("fetch.max.bytes", 8 << 20);

  /// The largest record and its batch's header fit.
  private static final Map<String, Object> WRITING = Map.of("buffer.memory", 16L << 20);

  public ConnectedClients {
    properties = Map.copyOf(properties);
    if (!properties.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException("kafka properties: bootstrap.servers is missing");
    }
  }

  @Override
  public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(
        with(READING, settings), new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
      @Override
      public void close() {
        close(CloseOptions.timeout(FAREWELL));
      }
    };
  }

  @Override
  public ShareConsumer<byte[], byte[]> shareConsumer(Map<String, Object> settings) {
    return new KafkaShareConsumer<>(
        with(READING, settings), new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
      @Override
      public void close() {
        close(FAREWELL);
      }
    };
  }

  @Override
  public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(
        with(WRITING, settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Admin admin() {
    return Admin.create(properties);
  }

  private Map<String, Object> with(Map<String, Object> usual, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(usual);
    all.putAll(properties);
    all.putAll(settings);
    return all;
  }
}
