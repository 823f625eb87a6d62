package io.viralstream.gateway.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaPlacesTest {
  private static final TopicPartition PLACE = new TopicPartition("images", 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final KafkaPlaces places =
      new KafkaPlaces(consumer, Duration.ofMinutes(2), Clock.systemUTC());

  @BeforeEach
  void openATopicWhoseRecordsStandAtThreeAndFive() {
    var node = new Node(0, "localhost", 0);
    Node[] nodes = {node};
    consumer.updatePartitions(
        "images", List.of(new PartitionInfo("images", 0, node, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PLACE, 3L));
    consumer.updateEndOffsets(Map.of(PLACE, 6L));
  }

  @Test
  void readsTheRecordAtAPlace() {
    consumer.schedulePollTask(() -> put(5));
    assertArrayEquals(new byte[] {5}, places.value("images", 0, 5).orElseThrow());
  }

  @Test
  void findsNothingInAGap() {
    consumer.schedulePollTask(() -> put(5));
    assertEquals(Optional.empty(), places.value("images", 0, 4));
  }

  @Test
  void findsNothingOutsideOfTheLog() {
    assertEquals(Optional.empty(), places.value("images", 0, 2));
    assertEquals(Optional.empty(), places.value("images", 0, 6));
    assertEquals(Optional.empty(), places.value("images", 1, 5));
  }

  private void put(long offset) {
    consumer.addRecord(
        new ConsumerRecord<>("images", 0, offset, "key", new byte[] {(byte) offset}));
  }
}
