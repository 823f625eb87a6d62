package io.viralstream.streams;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.bootstrap.TopicSettings;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.deadletter.FailedRecords;
import io.viralstream.streams.deadletter.LetterWriter;
import io.viralstream.streams.deadletter.UndecodableRecords;
import io.viralstream.streams.deadletter.UnwritableRecords;
import io.viralstream.streams.flow.BoundedStores;
import io.viralstream.streams.flow.StoreMemory;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/// Kafka Streams' own settings, from ours.
///
/// `group.protocol=streams` lets the broker assign tasks, so its session timeouts are the broker's
/// settings and not ours. Every transaction covers inputs, stores and outputs: after a kill the
/// next owner goes on from the last commit, and readers of committed records see nothing twice.
final class StreamsConfiguration {
  private static final int MIB = 1024 * 1024;
  private static final int LARGEST_FETCH = 8 * MIB;

  /// A fetch waits at the broker for so long where there is nothing to fetch. A partition whose
  /// task has gathered enough is not in it, and has to wait for its end: Kafka's half a second was
  /// seen as a pause in the middle of a burst.
  private static final int FETCH_WAIT_MILLIS = 50;

  /// Records of a partition that a task gathers before it stops reading it. Kafka's 1,000 would be
  /// a gigabyte of the largest; small ones come by the fetch and pass it for a moment.
  private static final int GATHERED = 32;

  /// The largest dead letter and the header of its batch fit.
  private static final int LARGEST_BUFFER = 16 * MIB;

  /// Counters that changed since the last commit, of all threads together.
  private static final long COUNTERS = 4 * MIB;

  /// A small score is 700 bytes: in Kafka's 16 KiB, every twenty of a partition would be a request.
  private static final int BATCH = 64 * 1024;

  private StreamsConfiguration() {}

  static Map<String, Object> of(
      StreamsSettings settings,
      StreamsApplication application,
      TopicSerdes serdes,
      StoreMemory memory,
      Clock clock) {
    Map<String, Object> all = new HashMap<>();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, application.id(settings));
    all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
    all.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commit().toMillis());
    all.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    all.putAll(copies(settings.replication()));
    all.putAll(memory(memory));
    all.putAll(
        failures(new LetterWriter(application.step(), serdes.of(Topics.DEAD_LETTERS), clock)));
    all.putAll(clients(settings));
    return all;
  }

  /// The topics behind the stores are as safe as those that they follow from.
  private static Map<String, Object> copies(int replication) {
    return Map.of(
        StreamsConfig.REPLICATION_FACTOR_CONFIG,
        replication,
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        TopicSettings.inSync(replication));
  }

  /// The record cache is for counters alone: they change with every record.
  private static Map<String, Object> memory(StoreMemory memory) {
    return Map.of(
        StoreMemory.KEY,
        memory,
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
        BoundedStores.class,
        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
        COUNTERS,
        StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
        GATHERED,
        StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG),
        (long) LARGEST_BUFFER);
  }

  /// Streams makes handlers by class name; `LetterWriter` reaches them through the configuration.
  private static Map<String, Object> failures(LetterWriter letters) {
    return Map.of(
        LetterWriter.KEY, letters,
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UndecodableRecords.class,
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailedRecords.class,
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, UnwritableRecords.class);
  }

  /// Records go out at once: a commit waits for them, and several steps follow one another.
  private static Map<String, Object> clients(StreamsSettings settings) {
    return Map.of(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
        5,
        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
        BATCH,
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topics.DEAD_LETTERS.maxRecordBytes(),
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(settings.transactionTimeout().toMillis()),
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
        "earliest",
        StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
        LARGEST_FETCH,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        FETCH_WAIT_MILLIS);
  }
}
