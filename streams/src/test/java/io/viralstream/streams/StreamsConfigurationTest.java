package io.viralstream.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.flow.StoreMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/// What Kafka Streams is told.
class StreamsConfigurationTest {

  @Test
  void itsOwnTopicsHaveAsManyCopiesAsOurs() {
    StreamsConfig told =
        told(StreamsSettings.defaults("nowhere:1", Path.of("state")).withReplication(3));
    assertEquals(3, told.getInt(StreamsConfig.REPLICATION_FACTOR_CONFIG));
    assertEquals("2", String.valueOf(told.originals().get("topic.min.insync.replicas")));
  }

  /// A record may take 1 MiB.
  @Test
  void itsTasksGatherFewRecordsAndItsProducersFewBytes() {
    StreamsConfig told = told(StreamsSettings.defaults("nowhere:1", Path.of("state")));
    assertEquals(32, told.getInt(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG));
    assertEquals(16L << 20, told.getProducerConfigs("any").get("buffer.memory"));
  }

  /// A task that has gathered enough is not in the fetch that waits, and would wait with it.
  @Test
  void itsFetchesWaitNoLongerThanACommit() {
    StreamsSettings settings = StreamsSettings.defaults("nowhere:1", Path.of("state"));
    Map<String, Object> consumer = told(settings).getMainConsumerConfigs("any", "any", 0);
    int wait = assertInstanceOf(Integer.class, consumer.get("fetch.max.wait.ms"));
    assertTrue(wait <= settings.commit().toMillis(), () -> wait + " ms");
  }

  /// Else the answers of a long backlog would come before their items and their seal, and wait in
  /// the store all at once.
  @Test
  void itsTasksTakeTheOlderRecordOfTwoTopicsFirst() {
    for (StreamsApplication application : StreamsApplication.values()) {
      StreamsSettings settings = StreamsSettings.defaults("nowhere:1", Path.of("state"));
      assertEquals(0L, told(settings, application).getLong("max.task.idle.ms"));
    }
  }

  @Test
  void itsProducersWaitForEveryCopyInSync() {
    StreamsConfig told = told(StreamsSettings.defaults("nowhere:1", Path.of("state")));
    assertEquals("all", String.valueOf(told.getProducerConfigs("any").getOrDefault("acks", "all")));
    assertEquals(true, told.getProducerConfigs("any").get("enable.idempotence"));
  }

  private static StreamsConfig told(StreamsSettings settings) {
    return told(settings, StreamsApplication.ROUTE);
  }

  private static StreamsConfig told(StreamsSettings settings, StreamsApplication application) {
    var serdes = new TopicSerdes(new LocalSchemaIds());
    try (var memory = StoreMemory.of(settings.storeMemory())) {
      Map<String, Object> all =
          StreamsConfiguration.of(settings, application, serdes, memory, Clock.systemUTC());
      return new StreamsConfig(all);
    }
  }
}
