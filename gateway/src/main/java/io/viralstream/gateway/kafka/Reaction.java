package io.viralstream.gateway.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What a follower does with one record; called by one thread, in the order of each partition.
@FunctionalInterface
public interface Reaction {
  /// @throws org.apache.kafka.common.errors.RetriableException where the record is to be tried
  ///   again
  void to(ConsumerRecord<String, byte[]> record);

  /// Everything that was there when the follower began has been reacted to.
  default void caughtUp() {}
}
