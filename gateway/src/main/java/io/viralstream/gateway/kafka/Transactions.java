package io.viralstream.gateway.kafka;

import io.viralstream.schemas.Topic;
import java.util.List;

/// Writes records to several partitions so that readers see all of them or none.
public interface Transactions {
  /// Returns once the transaction is committed. Blocks: not for the event loop.
  void write(List<Entry<?>> entries);

  /// How many partitions a topic has.
  int partitions(Topic<?> topic);
}
