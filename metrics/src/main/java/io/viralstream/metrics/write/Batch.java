package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// The entries of one range of one partition.
record Batch<V extends SpecificRecord>(
    StoredTopic<V> kind, TopicPartition partition, Range range, List<Entry<V>> entries) {

  /// Its rows, one write a table.
  void write(RowWriter writer) {
    List<Stored<V>> records = rows();
    for (Target<V, ?> target : kind.targets()) {
      target
          .encode(records)
          .ifPresent(
              rows -> writer.write(target.table(), target.names(), rows, token(target.table())));
    }
  }

  List<Refused> refused() {
    return entries.stream()
        .filter(Entry.Undecodable.class::isInstance)
        .map(entry -> (Entry.Undecodable<V>) entry)
        .map(entry -> new Refused(entry.source(), entry.reason()))
        .toList();
  }

  /// A record that is no record of its topic.
  record Refused(ConsumerRecord<byte[], byte[]> source, String reason) {}

  private List<Stored<V>> rows() {
    return entries.stream()
        .filter(Entry.Decoded.class::isInstance)
        .map(entry -> ((Entry.Decoded<V>) entry).row())
        .toList();
  }

  /// `scores/3/41-57/scores`: one record may give rows in two tables, and each insert has its own.
  private String token(String table) {
    return String.format(
        Locale.ROOT,
        "%s/%d/%d-%d/%s",
        partition.topic(),
        partition.partition(),
        range.first(),
        range.last(),
        table);
  }
}
