package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What became of one record of a batch.
///
/// @param <V> the topic's records
sealed interface Entry<V> {
  long offset();

  int bytes();

  /// A record that gives rows.
  record Decoded<V>(Stored<V> row, int bytes) implements Entry<V> {
    @Override
    public long offset() {
      return row.offset();
    }
  }

  /// A compacted topic's mark that a key is gone; rows are immutable, so nothing follows.
  record Tombstone<V>(long offset) implements Entry<V> {
    @Override
    public int bytes() {
      return 0;
    }
  }

  /// Bytes that are no record of the topic: a dead letter.
  record Undecodable<V>(ConsumerRecord<byte[], byte[]> source, String reason) implements Entry<V> {
    @Override
    public long offset() {
      return source.offset();
    }

    @Override
    public int bytes() {
      return Math.max(0, source.serializedValueSize());
    }
  }
}
