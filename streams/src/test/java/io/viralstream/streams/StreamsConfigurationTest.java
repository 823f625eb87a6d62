package io.viralstream.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

  @Test
  void itsProducersWaitForEveryCopyInSync() {
    StreamsConfig told = told(StreamsSettings.defaults("nowhere:1", Path.of("state")));
    assertEquals("all", String.valueOf(told.getProducerConfigs("any").getOrDefault("acks", "all")));
    assertEquals(true, told.getProducerConfigs("any").get("enable.idempotence"));
  }

  private static StreamsConfig told(StreamsSettings settings) {
    var serdes = new TopicSerdes(new LocalSchemaIds());
    try (var memory = StoreMemory.of(settings.storeMemory())) {
      Map<String, Object> all =
          StreamsConfiguration.of(
              settings, StreamsApplication.ROUTE, serdes, memory, Clock.systemUTC());
      return new StreamsConfig(all);
    }
  }
}
