package io.viralstream.gateway.deadletters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.kafka.TopicScan;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Resend;
import io.viralstream.schemas.serde.AvroSerde;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaResendLogTest {
  private static final TopicPartition ONLY = new TopicPartition("resends", 0);

  @Test
  void findsTheFirstMarkOfEachIdThatIsAskedFor() {
    KafkaResendLog log = log(entry("a", 1), entry("b", 2), entry("a", 3), entry("c", 4));

    assertEquals(Map.of("a", entry("a", 1), "c", entry("c", 4)), log.of(List.of("a", "c", "d")));
  }

  @Test
  void findsNothingInAnEmptyLog() {
    assertEquals(Map.of(), log().of(List.of("a")));
  }

  private static Resend entry(String id, long offset) {
    return new Resend(id, new Origin("samples", 0, offset), Instant.EPOCH);
  }

  private static KafkaResendLog log(Resend... entries) {
    AvroSerde<Resend> serde = Letters.SERDES.of(Topics.RESENDS);
    var node = new Node(0, "localhost", 0);
    Node[] nodes = {node};
    var consumer =
        new MockConsumer<String, byte[]>("earliest") {
          @Override
          public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            updateBeginningOffsets(Map.of(ONLY, 0L));
            for (int i = 0; i < entries.length; i++) {
              byte[] value = serde.toBytes("resends", entries[i]);
              addRecord(new ConsumerRecord<>("resends", 0, i, entries[i].getId(), value));
            }
          }
        };
    consumer.updatePartitions(
        "resends", List.of(new PartitionInfo("resends", 0, node, nodes, nodes)));
    var scan =
        new TopicScan(
            () -> consumer,
            partitions -> Map.of(ONLY, (long) entries.length),
            Duration.ofMinutes(2),
            Clock.systemUTC());
    return new KafkaResendLog(scan, serde);
  }
}
