package io.viralstream.workers.train;

import io.viralstream.schemas.TrainerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people how an owner gets on: commits the offset that it has come to, for who looks at the
/// group's lag, and beside it a [TrainerReport]. What counts is the offset in the checkpoint.
///
/// It tells at once when the ownership begins, at most once a second while steps are made, when it
/// has waited for samples for some polls, and from then on once a minute.
final class ProgressReporter {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
  private static final Duration SELDOM = Duration.ofSeconds(1);

  /// As many empty polls in a row, two seconds, mean that there is nothing to learn.
  private static final int WAITING_POLLS = 8;

  private static final int POLLS_A_MINUTE = 240;

  private final TrainParts parts;
  private final TrainWorker.Memory memory;
  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition tasks;
  private final ArmOwnership ownership;
  private final Pace pace = new Pace();
  private long step;
  private int emptyPolls;
  private Instant told;

  /// @param consumer that owns the partition
  ProgressReporter(
      TrainParts parts,
      TrainWorker.Memory memory,
      Consumer<byte[], byte[]> consumer,
      TopicPartition tasks,
      ArmOwnership ownership) {
    this.parts = parts;
    this.memory = memory;
    this.consumer = consumer;
    this.tasks = tasks;
    this.ownership = ownership;
    step = ownership.step();
    told = now();
    pace.begin(told, step, ownership.samples());
    tell();
  }

  /// A record was taken.
  void took() {
    if (ownership.step() == step) return;
    step = ownership.step();
    Instant at = now();
    pace.reach(at, step, ownership.samples());
    if (Duration.between(told, at).compareTo(SELDOM) >= 0) tell();
  }

  /// A poll that brought records begins.
  void begins() {
    if (waits()) pace.begin(now(), step, ownership.samples());
    emptyPolls = 0;
  }

  /// All records of a poll were taken.
  void ends() {
    tell();
  }

  /// A poll brought nothing.
  void foundNothing() {
    if (ownership.isFinished()) return;
    emptyPolls++;
    if (waits() && (emptyPolls - WAITING_POLLS) % POLLS_A_MINUTE == 0) tell();
  }

  private boolean waits() {
    return emptyPolls >= WAITING_POLLS;
  }

  private Instant now() {
    return parts.clock().instant();
  }

  private void tell() {
    told = now();
    OffsetAndMetadata position = new OffsetAndMetadata(ownership.nextOffset(), report().text());
    consumer.commitAsync(
        Map.of(tasks, position),
        (offsets, failure) -> {
          if (failure != null && !(failure instanceof CommitFailedException)) {
            LOG.debug(
                "progress untold arm={} reason=\"{}\"", parts.arm().name(), failure.toString());
          }
        });
  }

  private TrainerReport report() {
    OptionalDouble none = OptionalDouble.empty();
    return new TrainerReport(
        consumer.groupMetadata().memberId(),
        ownership.step(),
        ownership.stepsToCheckpoint(),
        waits() ? none : pace.samplesPerSecond(),
        waits() ? none : pace.secondsPerStep(),
        waits(),
        memory.resident(),
        memory.onCard(),
        ownership.microBatch(),
        told);
  }
}
