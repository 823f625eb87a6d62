package io.viralstream.workers.train;

import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Step 3 of the journey for one arm: `train-tasks` → `train-steps`, `checkpoints`.
///
/// Workers of an arm form the group `train-<arm>`. `train-tasks` has one partition, so one of them
/// owns it and trains; the others stand by. Losing the partition, being fenced, or a broker that
/// fails in the middle ends the ownership; the worker stands by again and may win it back.
public final class TrainWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainWorker.class);
  private static final TopicPartition TASKS = new TopicPartition(Topics.TRAIN_TASKS.name(), 0);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration LONGEST_STEP = Duration.ofDays(1);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  private final TrainParts parts;
  private final Memory memory;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /// @param memory of this process, for people
  public TrainWorker(TrainParts parts, Memory memory) {
    this.parts = parts;
    this.memory = memory;
  }

  /// What memory the worker's process has, for people.
  public interface Memory {
    /// Bytes that lie in the machine's memory.
    long resident();

    /// Bytes of its graphics card that are taken, by whomever, where it has one that tells.
    OptionalLong onCard();
  }

  /// What the worker has while it owns its arm.
  private record Owned(ArmOwnership ownership, ProgressReporter reporter) {}

  /// Trains and stands by until [#stop].
  ///
  /// @throws ArmRefused where the arm must not be trained on as it was asked for
  @Override
  public void run() {
    while (!stopping.get()) {
      try {
        standBy();
      } catch (KafkaException failure) {
        FatalErrors.throwFrom(failure); // Kafka's clients wrap whatever ends their start
        // Fenced, timed out, or the broker is away: nothing was half published, so begin anew.
        LOG.warn("arm lost arm={} reason=\"{}\"", parts.arm().name(), failure.toString());
        pauseBeforeRetry();
      } catch (IOException failure) {
        throw new IllegalStateException("checkpoint files: " + failure.getMessage(), failure);
      }
    }
  }

  /// Ends after the record in hand; steps since the last checkpoint are done again by the next
  /// owner.
  public void stop() {
    stopping.set(true);
  }

  private void standBy() throws IOException {
    Optional<Owned> owned = Optional.empty();
    AtomicBoolean moved = new AtomicBoolean();
    try (Consumer<byte[], byte[]> consumer = parts.clients().consumer(settings())) {
      consumer.subscribe(List.of(Topics.TRAIN_TASKS.name()), new Moves(moved));
      while (!stopping.get()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (moved.getAndSet(false)) {
          owned.ifPresent(each -> each.ownership().close());
          owned = Optional.empty(); // what begins now may fail, and nothing is closed twice
          owned = begin(consumer);
          continue; // what was polled before the seek is not ours to take
        }
        if (owned.isPresent()) train(consumer, owned.get(), records);
      }
    } finally {
      owned.ifPresent(each -> each.ownership().close());
    }
  }

  private Optional<Owned> begin(Consumer<byte[], byte[]> consumer) throws IOException {
    if (!consumer.assignment().contains(TASKS)) {
      LOG.info("arm watched arm={}", parts.arm().name());
      return Optional.empty();
    }
    ArmOwnership ownership = ArmOwnership.begin(parts);
    consumer.seek(TASKS, ownership.nextOffset());
    var reporter = new ProgressReporter(parts, memory, consumer, TASKS, ownership);
    return Optional.of(new Owned(ownership, reporter));
  }

  private void train(
      Consumer<byte[], byte[]> consumer, Owned owned, ConsumerRecords<byte[], byte[]> records)
      throws IOException {
    ArmOwnership ownership = owned.ownership();
    ProgressReporter reporter = owned.reporter();
    if (records.isEmpty()) reporter.foundNothing();
    else reporter.begins();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (stopping.get()) return;
      if (ownership.isFinished()) break;
      ownership.take(record);
      reporter.took();
    }
    if (ownership.isFinished()) consumer.pause(consumer.assignment());
    if (!records.isEmpty()) reporter.ends();
  }

  private Map<String, Object> settings() {
    return Map.of(
        "group.id",
        "train-" + parts.arm().name(),
        "enable.auto.commit",
        false,
        "auto.offset.reset",
        "earliest",
        "isolation.level",
        "read_committed",
        "session.timeout.ms",
        6_000,
        "heartbeat.interval.ms",
        1_000,
        "max.poll.records",
        2 * parts.arm().cadence().batch(),
        // A step of a large model may take an hour. A dead owner is missed by its heartbeats.
        "max.poll.interval.ms",
        Math.toIntExact(LONGEST_STEP.toMillis()),
        "connections.max.idle.ms",
        LONGEST_STEP.plusMinutes(1).toMillis(),
        // A standby that comes or goes leaves the owner at its work.
        "partition.assignment.strategy",
        CooperativeStickyAssignor.class.getName());
  }

  private void pauseBeforeRetry() {
    try {
      Thread.sleep(RETRY_PAUSE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      stopping.set(true);
    }
  }

  /// Remembers that the assignment changed; acting on it waits until poll has returned, where its
  /// failures are our own and not the group protocol's.
  private record Moves(AtomicBoolean moved) implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) moved.set(true);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) moved.set(true);
    }
  }
}
