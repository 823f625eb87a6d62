package io.viralstream.workers.infer;

import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.KafkaClients;
import io.viralstream.workers.kafka.LeanCheckpoint;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
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
  private static final TopicPartition PARTITION = new TopicPartition(Topics.CHECKPOINTS.name(), 0);
  private static final Map<String, Object> FOLLOWING =
      Map.of(
          "enable.auto.commit", false,
          "auto.offset.reset", "earliest",
          "isolation.level", "read_committed");

  private final KafkaClients clients;
  private final AvroSerde<Checkpoint> serde;
  private final Clock clock;
  private final Map<String, Checkpoint> versions = new HashMap<>();
  private final Map<String, Instant> firstAsked = new LinkedHashMap<>();
  private volatile boolean stopping;

  CheckpointView(KafkaClients clients, TopicSerdes serdes, Clock clock) {
    this.clients = clients;
    this.serde = serdes.of(Topics.CHECKPOINTS);
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
    versions.put(checkpoint.getModelVersion(), LeanCheckpoint.of(checkpoint));
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
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        while (!stopping) consumer.poll(POLL).forEach(this::take);
      } catch (KafkaException failure) {
        FatalErrors.throwFrom(failure);
        LOG.warn("checkpoints unread reason=\"{}\"", failure.toString());
        RetryPause.take();
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
    try {
      add(serde.toRecord(record.value()));
    } catch (RegistryUnavailableException away) {
      throw away;
    } catch (SerializationException bad) {
      // Whoever asks for the version that it may have been is told that there is none.
      LOG.warn("checkpoint passed over offset={} reason=\"{}\"", record.offset(), bad.getMessage());
    }
  }
}
