package io.viralstream.workers.train;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.TrainerReport;
import io.viralstream.workers.kafka.FakeKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An arm with steps of two samples and a checkpoint every three, on a clock that is set by hand.
class ProgressReporterTest {
  private static final TopicPartition TASKS = new TopicPartition(Topics.TRAIN_TASKS.name(), 0);

  private static final TrainWorker.Memory MEMORY =
      new TrainWorker.Memory() {
        @Override
        public long resident() {
          return 77;
        }

        @Override
        public OptionalLong onCard() {
          return OptionalLong.empty();
        }
      };

  @TempDir Path folder;

  private final FakeKafka kafka = new FakeKafka();
  private final HandSetClock clock = new HandSetClock();
  private Consumer<byte[], byte[]> consumer;
  private ArmOwnership ownership;
  private ProgressReporter reporter;

  /// A clock that stands until it is moved.
  private static final class HandSetClock extends Clock {
    private Instant now = Instant.EPOCH;

    void forward(long seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void own() throws IOException {
    TrainParts usual = FakeArm.parts(kafka, folder, 3);
    TrainParts parts =
        new TrainParts(
            usual.clients(),
            usual.serdes(),
            usual.arm(),
            usual.learners(),
            usual.preparation(),
            usual.checkpoints(),
            usual.retained(),
            usual.room(),
            clock);
    consumer = kafka.consumer(Map.of());
    consumer.assign(List.of(TASKS));
    ownership = ArmOwnership.begin(parts);
    reporter = new ProgressReporter(parts, MEMORY, consumer, TASKS, ownership);
  }

  @AfterEach
  void close() {
    ownership.close();
  }

  private TrainerReport told() {
    return TrainerReport.parse(committed().metadata()).orElseThrow();
  }

  private OffsetAndMetadata committed() {
    return requireNonNull(consumer.committed(Set.of(TASKS)).get(TASKS));
  }

  /// Takes two samples, which are a step of four seconds.
  private void step(String id) throws IOException {
    reporter.begins();
    for (int i = 0; i < 2; i++) {
      clock.forward(2);
      ownership.take(kafka.append(Topics.TRAIN_TASKS, Tasks.sample(id + i)));
      reporter.took();
    }
    reporter.ends();
  }

  @Test
  void tellsWhereAnOwnerBeginsBeforeItHasARate() {
    TrainerReport report = told();
    assertEquals(0, report.step());
    assertEquals(3, report.left());
    assertEquals(77, report.resident());
    assertEquals(OptionalDouble.empty(), report.rate());
    assertEquals(consumer.groupMetadata().memberId(), report.member());
  }

  @Test
  void tellsRateAndStepsToTheNextCheckpoint() throws IOException {
    step("a");
    step("b");
    assertEquals(4, committed().offset());
    TrainerReport report = told();
    assertEquals(2, report.step());
    assertEquals(1, report.left());
    assertEquals(OptionalDouble.of(.5), report.rate());
    assertEquals(OptionalDouble.of(4), report.pace());
    assertEquals(Instant.ofEpochSecond(8), report.at());
    step("c");
    assertEquals(3, told().left());
  }

  @Test
  void tellsThatItWaitsAndAgainAfterAMinuteAndHasNoRateThen() throws IOException {
    step("a");
    for (int i = 0; i < 7; i++) reporter.foundNothing();
    assertFalse(told().waits());
    reporter.foundNothing();
    assertTrue(told().waits());
    assertEquals(OptionalDouble.empty(), told().rate());
    clock.forward(100);
    reporter.foundNothing();
    assertEquals(Instant.ofEpochSecond(4), told().at());
    for (int i = 0; i < 239; i++) reporter.foundNothing();
    assertEquals(Instant.ofEpochSecond(104), told().at());
  }

  @Test
  void leavesAWaitOutOfTheRate() throws IOException {
    step("a");
    for (int i = 0; i < 8; i++) reporter.foundNothing();
    clock.forward(1_000);
    step("b");
    assertFalse(told().waits());
    assertEquals(OptionalDouble.of(.5), told().rate());
  }

  @Test
  void tellsRateOfTheLastStepsAlone() throws IOException {
    for (int i = 0; i < 40; i++) step("a" + i);
    clock.forward(60);
    step("b");
    assertEquals(OptionalDouble.of(32.0 / (15 * 4 + 64)), told().rate());
  }
}
