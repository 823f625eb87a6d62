package io.viralstream.gateway.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// One topic's records and a consumer that reads them, without a broker.
public final class FakeLog {
  private final String topic;
  private final int partitions;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

  public FakeLog(String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
    all().forEach(partition -> ends.put(partition, 0L));
    describe();
  }

  /// Where the partitions are, from now on.
  public void describe() {
    var node = new Node(0, "nowhere", 1);
    var nodes = new Node[] {node};
    consumer.updatePartitions(
        topic,
        all().stream()
            .map(place -> new PartitionInfo(topic, place.partition(), node, nodes, nodes))
            .toList());
  }

  public FakeLog add(int partition, @Nullable String key, byte @Nullable [] value) {
    var place = new TopicPartition(topic, partition);
    long offset = ends.getOrDefault(place, 0L);
    records.add(new ConsumerRecord<>(topic, partition, offset, key, value));
    ends.put(place, offset + 1);
    return this;
  }

  /// An end behind records that no reader of committed ones is shown.
  public void hold(int partition, int uncommitted) {
    ends.merge(new TopicPartition(topic, partition), (long) uncommitted, Long::sum);
  }

  public Map<TopicPartition, Long> ends(Collection<TopicPartition> asked) {
    return Map.copyOf(ends);
  }

  /// Its records come with its first poll.
  public Consumer<String, byte[]> consumer() {
    var beginnings = new HashMap<TopicPartition, Long>();
    all().forEach(partition -> beginnings.put(partition, 0L));
    consumer.updateBeginningOffsets(beginnings);
    consumer.updateEndOffsets(ends);
    consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    return consumer;
  }

  public MockConsumer<String, byte[]> mock() {
    return consumer;
  }

  public boolean closed() {
    return consumer.closed();
  }

  private List<TopicPartition> all() {
    return IntStream.range(0, partitions)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }
}
