package io.viralstream.workers.infer;

import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.CheckpointRecords;
import io.viralstream.workers.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every published model version, followed live in the compacted topic `checkpoints`.
///
/// A task may name a version whose record is still on its way; it is waited for, counted from the
/// first task that asked, so that a thousand tasks of a version that never comes wait once.
final class CheckpointView implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointView.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int REMEMBERED_UNKNOWN = 1_000;
  private static final Map<String, Object> FOLLOWING =
      Map.of(
          "enable.auto.commit", false,
          "auto.offset.reset", "earliest",
          "isolation.level", "read_committed");

  private final KafkaClients clients;
  private final CheckpointRecords records;
  private final Clock clock;
  private final Map<String, Checkpoint> versions = new HashMap<>();
  private final Map<String, Instant> firstAsked = new LinkedHashMap<>();
  private volatile boolean stopping;

  CheckpointView(KafkaClients clients, TopicSerdes serdes, Clock clock) {
    this.clients = clients;
    this.records = new CheckpointRecords(serdes);
    this.clock = clock;
  }

  /// The version, or nothing where it has not come `patience` after it was first asked for.
  synchronized Optional<Checkpoint> await(String version, Duration patience)
      throws InterruptedException {
    while (!versions.containsKey(version)) {
      Instant limit = firstAsked(version).plus(patience);
      long left = Duration.between(clock.instant(), limit).toMillis();
      if (left <= 0) return Optional.empty();
      wait(left);
    }
    return Optional.ofNullable(versions.get(version));
  }

  private Instant firstAsked(String version) {
    if (firstAsked.size() >= REMEMBERED_UNKNOWN) firstAsked.clear();
    return firstAsked.computeIfAbsent(version, unknown -> clock.instant());
  }

  synchronized void add(Checkpoint checkpoint) {
    versions.put(checkpoint.getModelVersion(), CheckpointRecords.withoutEnds(checkpoint));
    firstAsked.remove(checkpoint.getModelVersion());
    notifyAll();
  }

  private synchronized void forget(String version) {
    versions.remove(version);
  }

  /// Follows the topic until [#stop].
  @Override
  public void run() {
    while (!stopping) {
      try (Consumer<byte[], byte[]> consumer = clients.consumer(FOLLOWING)) {
        consumer.assign(List.of(CheckpointRecords.PARTITION));
        consumer.seekToBeginning(List.of(CheckpointRecords.PARTITION));
        while (!stopping) consumer.poll(POLL).forEach(this::take);
      } catch (KafkaException failure) {
        FatalErrors.throwFrom(failure);
        LOG.warn("checkpoints unread reason=\"{}\"", failure.toString());
        BrokerContact.pause();
      }
    }
  }

  void stop() {
    stopping = true;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      if (record.key() != null) forget(new String(record.key(), StandardCharsets.UTF_8));
      return;
    }
    // A loop that asks for a version whose record cannot be read is told that there is none.
    records.read(record).ifPresent(this::add);
  }
}
