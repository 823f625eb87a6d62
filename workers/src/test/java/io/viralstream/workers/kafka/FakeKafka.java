package io.viralstream.workers.kafka;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A broker in memory with one partition a topic: committed transactions become its log.
public final class FakeKafka implements KafkaClients {
  private static final Node NODE = new Node(0, "localhost", 0);

  private final TopicSerdes serdes = new TopicSerdes(new LocalSchemaIds());
  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
  private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
  private final List<Map<String, Object>> producerSettings = new ArrayList<>();
  private boolean silent;

  public TopicSerdes serdes() {
    return serdes;
  }

  /// The newest producer that was opened.
  public MockProducer<byte[], byte[]> producer() {
    return producers.getLast();
  }

  public Map<String, Object> producerSettings() {
    return producerSettings.getLast();
  }

  /// Puts a record behind the others of its topic.
  public ConsumerRecord<byte[], byte[]> append(String topic, byte[] value) {
    return append(topic, new byte[0], value);
  }

  public ConsumerRecord<byte[], byte[]> append(String topic, byte[] key, byte[] value) {
    var record = new ConsumerRecord<>(topic, 0, end(topic), key, value);
    log.add(record);
    return record;
  }

  public <V extends SpecificRecord> ConsumerRecord<byte[], byte[]> append(Topic<V> topic, V value) {
    return append(topic.name(), serdes.of(topic).toBytes(topic.name(), value));
  }

  /// Lets consumers find nothing more, as if the broker were away.
  public void fallSilent() {
    silent = true;
  }

  /// Moves what producers have committed into the log, as the broker would.
  public void settle() {
    for (MockProducer<byte[], byte[]> producer : producers) {
      for (ProducerRecord<byte[], byte[]> sent : producer.history()) {
        append(sent.topic(), sent.value());
      }
      producer.clear();
    }
  }

  /// Every record of a topic in the log.
  public <V extends SpecificRecord> List<V> records(Topic<V> topic) {
    return log.stream()
        .filter(record -> record.topic().equals(topic.name()))
        .map(record -> serdes.of(topic).toRecord(record.value()))
        .toList();
  }

  @Override
  public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new MockConsumer<>("earliest") {
      @Override
      public synchronized void assign(Collection<TopicPartition> partitions) {
        super.assign(partitions);
        for (TopicPartition partition : partitions) {
          updateBeginningOffsets(Map.of(partition, 0L));
          log.stream().filter(r -> r.topic().equals(partition.topic())).forEach(this::addRecord);
        }
      }

      @Override
      public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        return silent ? ConsumerRecords.empty() : super.poll(timeout);
      }

      @Override
      public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> asked) {
        TopicPartition only = asked.iterator().next();
        return Map.of(only, end(only.topic()));
      }

      @Override
      public synchronized List<PartitionInfo> partitionsFor(String topic) {
        Node[] nodes = {NODE};
        return List.of(new PartitionInfo(topic, 0, NODE, nodes, nodes));
      }
    };
  }

  private long end(String topic) {
    return log.stream().filter(record -> record.topic().equals(topic)).count();
  }

  @Override
  public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    var producer =
        new MockProducer<byte[], byte[]>(
            true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producers.add(producer);
    producerSettings.add(settings);
    return producer;
  }

  @Override
  public ShareConsumer<byte[], byte[]> shareConsumer(Map<String, Object> settings) {
    throw new UnsupportedOperationException("share groups need a broker");
  }

  @Override
  public Admin admin() {
    throw new UnsupportedOperationException("administration needs a broker");
  }
}
