package io.viralstream.gateway.kafka;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads the committed records of a topic from its beginning to the end that it had when the scan
/// began.
///
/// Behind a transaction that is still open it waits until that one is committed or aborted.
public final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final LogEnds ends;
  private final Duration patience;
  private final Clock clock;

  /// @param consumers makes readers of committed records
  /// @param patience how long one scan may take
  public TopicScan(
      Supplier<Consumer<String, byte[]>> consumers, LogEnds ends, Duration patience, Clock clock) {
    this.consumers = consumers;
    this.ends = ends;
    this.patience = patience;
    this.clock = clock;
  }

  /// Blocks: not for the event loop.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where the log does not answer in time
  public void read(
      String topic, java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
    try (Consumer<String, byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> until = ends.of(partitions);
      Instant deadline = clock.instant().plus(patience);
      while (!reached(consumer, until)) {
        if (clock.instant().isAfter(deadline)) throw late();
        consumer.poll(POLL).forEach(reader);
      }
    }
  }

  private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static boolean reached(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> until) {
    return until.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static RuntimeException late() {
    return Problem.of(ProblemKind.UNAVAILABLE, "the log could not be read in time").exception();
  }
}
