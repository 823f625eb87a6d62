package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.benchmarks.SealedItems.ItemScan;
import io.viralstream.gateway.kafka.TopicScan;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.serde.AvroSerde;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Scans `benchmark-items` for the items of one version.
///
/// Keys begin with `name@version/`, so records of other versions are passed by undecoded.
public final class LogScan implements ItemScan {
  private final TopicScan topics;
  private final AvroSerde<BenchmarkItemEvent> serde;
  private final int most;

  /// @param most items of one version; more are refused
  public LogScan(TopicScan topics, AvroSerde<BenchmarkItemEvent> serde, int most) {
    this.topics = topics;
    this.serde = serde;
    this.most = most;
  }

  @Override
  public StagedItems scan(VersionName version) {
    var items = new StagedItems();
    topics.read(Topics.BENCHMARK_ITEMS.name(), record -> take(record, version, items));
    return items;
  }

  @Override
  public void each(VersionName version, Consumer<BenchmarkItem> reader) {
    topics.read(Topics.BENCHMARK_ITEMS.name(), record -> item(record, version).ifPresent(reader));
  }

  private void take(ConsumerRecord<String, byte[]> record, VersionName version, StagedItems items) {
    item(record, version).ifPresent(item -> items.put(record.partition(), item));
    if (items.count() > most)
      throw Problem.of(ProblemKind.TOO_LARGE, "a benchmark has at most " + most + " items")
          .exception();
  }

  private Optional<BenchmarkItem> item(ConsumerRecord<String, byte[]> record, VersionName version) {
    if (record.value() == null || record.key() == null) return Optional.empty();
    if (!record.key().startsWith(version.key() + "/")) return Optional.empty();
    return serde.toRecord(record.value()).getItem();
  }
}
