package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.benchmarks.SealTransaction.Registrations;
import io.viralstream.gateway.kafka.TopicScan;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.serde.AvroSerde;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Scans `benchmarks` for the newest registration of one version.
public final class LogRegistrations implements Registrations {
  private final TopicScan topics;
  private final AvroSerde<Benchmark> serde;

  public LogRegistrations(TopicScan topics, AvroSerde<Benchmark> serde) {
    this.topics = topics;
    this.serde = serde;
  }

  @Override
  public Optional<Benchmark> find(VersionName version) {
    var newest = new ArrayList<Benchmark>(1);
    topics.read(
        Topics.BENCHMARKS.name(),
        record -> {
          if (!isOf(version, record)) return;
          newest.clear();
          newest.add(serde.toRecord(record.value()));
        });
    return newest.stream().findFirst();
  }

  private static boolean isOf(VersionName version, ConsumerRecord<String, byte[]> record) {
    return record.value() != null && version.key().equals(record.key());
  }
}
