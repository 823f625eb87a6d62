package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.serde.AvroSerde;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Scans `benchmark-items` from its beginning to the end that it had when the scan began.
///
/// Keys begin with `name@version/`, so records of other versions are passed by undecoded.
public final class LogScan implements ItemScan {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final AvroSerde<BenchmarkItemEvent> serde;
  private final int most;
  private final Duration patience;
  private final Clock clock;

  /// @param most items of one version; more are refused
  /// @param patience how long one scan may take
  public LogScan(
      Supplier<Consumer<String, byte[]>> consumers,
      AvroSerde<BenchmarkItemEvent> serde,
      int most,
      Duration patience,
      Clock clock) {
    this.consumers = consumers;
    this.serde = serde;
    this.most = most;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public StagedItems scan(VersionName version) {
    try (var consumer = consumers.get()) {
      var ends = begin(consumer);
      var items = new StagedItems();
      Instant deadline = clock.instant().plus(patience);
      while (!reached(consumer, ends)) {
        if (clock.instant().isAfter(deadline)) throw late();
        for (var record : consumer.poll(POLL)) take(record, version, items);
      }
      return items;
    }
  }

  private static Map<TopicPartition, Long> begin(Consumer<String, byte[]> consumer) {
    var topic = Topics.BENCHMARK_ITEMS.name();
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer.endOffsets(partitions);
  }

  private static boolean reached(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void take(ConsumerRecord<String, byte[]> record, VersionName version, StagedItems items) {
    if (record.value() == null || record.key() == null) return;
    if (!record.key().startsWith(version.key() + "/")) return;
    serde.toRecord(record.value()).getItem().ifPresent(item -> items.put(record.partition(), item));
    if (items.count() > most)
      throw Problem.of(ProblemKind.TOO_LARGE, "a benchmark has at most " + most + " items")
          .exception();
  }

  private static RuntimeException late() {
    return Problem.of(ProblemKind.UNAVAILABLE, "the items could not be read in time").exception();
  }
}
