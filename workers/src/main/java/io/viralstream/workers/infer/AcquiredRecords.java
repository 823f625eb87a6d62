package io.viralstream.workers.infer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The records of one delivery that are still ours to acknowledge.
///
/// While work lasts, every one of them is renewed a few times per lock: the consumer acknowledges
/// all with RENEW, and its next poll gives back those whose lock was prolonged, and fetches nothing
/// new. One that is not given back belongs to somebody else now; its answer is written all the same
/// and recognised as a duplicate.
final class AcquiredRecords {
  private static final Logger LOG = LoggerFactory.getLogger(AcquiredRecords.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RENEW_EVERY = Duration.ofSeconds(8);
  private static final Duration RENEW_PATIENCE = Duration.ofSeconds(5);

  private final ShareConsumer<byte[], byte[]> consumer;
  private Map<Place, ConsumerRecord<byte[], byte[]>> held = Map.of();

  private record Place(int partition, long offset) {
    static Place of(ConsumerRecord<byte[], byte[]> record) {
      return new Place(record.partition(), record.offset());
    }
  }

  AcquiredRecords(ShareConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /// The next delivery, which may be empty.
  Collection<ConsumerRecord<byte[], byte[]>> poll() {
    held = byPlace(consumer.poll(POLL));
    return List.copyOf(held.values());
  }

  /// The work's result; meanwhile what is held stays held.
  <T> T whileRenewing(CompletableFuture<T> work) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return work.get(RENEW_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        renew();
      }
    }
  }

  private void renew() {
    held.values().forEach(record -> consumer.acknowledge(record, AcknowledgeType.RENEW));
    Map<Place, ConsumerRecord<byte[], byte[]>> back = new LinkedHashMap<>();
    long limit = System.nanoTime() + RENEW_PATIENCE.toNanos();
    while (back.size() < held.size() && System.nanoTime() < limit) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (held.containsKey(Place.of(record))) {
          back.put(Place.of(record), record);
        } else {
          consumer.acknowledge(record, AcknowledgeType.RELEASE);
        }
      }
      if (back.size() < held.size()) {
        // What is back must be acknowledged before the next poll.
        back.values().forEach(record -> consumer.acknowledge(record, AcknowledgeType.RENEW));
      }
    }
    if (back.size() < held.size()) LOG.warn("tasks lost count={}", held.size() - back.size());
    held = back;
  }

  /// Done for good.
  void accept(Collection<ConsumerRecord<byte[], byte[]>> records) {
    acknowledge(records, AcknowledgeType.ACCEPT);
  }

  /// To be delivered again.
  void release(Collection<ConsumerRecord<byte[], byte[]>> records) {
    acknowledge(records, AcknowledgeType.RELEASE);
  }

  private void acknowledge(
      Collection<ConsumerRecord<byte[], byte[]>> records, AcknowledgeType type) {
    Map<Place, ConsumerRecord<byte[], byte[]>> left = new LinkedHashMap<>(held);
    List<ConsumerRecord<byte[], byte[]>> ours = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Optional.ofNullable(left.remove(Place.of(record))).ifPresent(ours::add);
    }
    ours.forEach(record -> consumer.acknowledge(record, type));
    held = left;
    for (Map.Entry<TopicIdPartition, Optional<KafkaException>> result :
        consumer.commitSync().entrySet()) {
      result
          .getValue()
          .ifPresent(failure ->
              LOG.warn(
                  "acknowledgement refused partition={} reason=\"{}\"",
                  result.getKey().topicPartition(),
                  failure.toString()));
    }
  }

  private static Map<Place, ConsumerRecord<byte[], byte[]>> byPlace(
      Iterable<ConsumerRecord<byte[], byte[]>> records) {
    Map<Place, ConsumerRecord<byte[], byte[]>> byPlace = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) byPlace.put(Place.of(record), record);
    return byPlace;
  }
}
