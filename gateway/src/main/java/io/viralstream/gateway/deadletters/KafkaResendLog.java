package io.viralstream.gateway.deadletters;

import io.viralstream.gateway.deadletters.FencedResends.ResendLog;
import io.viralstream.gateway.kafka.TopicScan;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Resend;
import io.viralstream.schemas.serde.AvroSerde;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Reads `resends` from its beginning to its end: entries are small, and people send few letters.
///
/// Only the one fenced writer adds to it, so what is committed is all there is.
public final class KafkaResendLog implements ResendLog {
  private final TopicScan scan;
  private final AvroSerde<Resend> serde;

  public KafkaResendLog(TopicScan scan, AvroSerde<Resend> serde) {
    this.scan = scan;
    this.serde = serde;
  }

  @Override
  public Map<String, Resend> of(List<String> ids) {
    var wanted = new HashSet<>(ids);
    Map<String, Resend> found = new HashMap<>();
    scan.read(
        Topics.RESENDS.name(),
        record -> {
          if (!wanted.contains(record.key()) || record.value() == null) return;
          found.putIfAbsent(record.key(), serde.toRecord(record.value()));
        });
    return found;
  }
}
