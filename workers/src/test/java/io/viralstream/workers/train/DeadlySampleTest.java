package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.kafka.FakeKafka;
import io.viralstream.workers.train.FakeLearner.Killed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An arm whose trainers die, each followed by another, as a supervisor would have it.
class DeadlySampleTest {
  private final FakeKafka kafka = new FakeKafka();
  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void isPassedOverAfterTwoDeathsInItsStepAndThreeAlone() throws IOException {
    write("a", "b", "c", "deadly", "d", "e", "f", "g", "h");
    assertEquals(5, deathsUntilAllIsTaken());
    DeadLetter letter = kafka.records(Topics.DEAD_LETTERS).getFirst();
    assertEquals("train/arm/train-tasks/0/3", letter.getId());
    assertEquals(Category.POISON, letter.getCategory());
    assertTrue(letter.getReason().contains("died 3 times"), letter.getReason());
    assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h"), trained());
  }

  @Test
  void leavesTheWeightsThatTheStreamWithoutItGives() throws IOException {
    write("a", "b", "c", "deadly", "d");
    deathsUntilAllIsTaken();
    String weights = weights();
    FakeLearner without = new FakeLearner("start");
    TrainTask[] rest = Stream.of("a", "b", "c", "d").map(Tasks::sample).toArray(TrainTask[]::new);
    Training training =
        Training.fresh(
            FakeArm.settings(2),
            without,
            FakeArm.preparation(),
            new PoisonTrials(CrashJournal.in(folder.resolve("other"))),
            FakeArm.CLOCK);
    for (int i = 0; i < rest.length; i++) training.take(i, rest[i]);
    assertEquals(without.weights(), weights);
  }

  @Test
  void isKnownToEveryOwnerUntilACheckpointCoversIt() throws IOException {
    write("deadly", "a", "b", "c", "d");
    for (int i = 0; i < 5; i++) diesOnTheWay(log.size());
    diesOnTheWay(3); // killed from outside after the step that passes over it
    assertTrue(Files.exists(journal().resolve("sample-0.3")));
    assertEquals(0, deathsUntilAllIsTaken());
    assertEquals(List.of("a", "b", "c", "d"), trained());
    assertEquals(List.of(), names());
  }

  @Test
  void costsAKillFromOutsideNothingButATrial() throws IOException {
    write("a", "b", "c", "d");
    for (int i = 0; i < 9; i++) diesOnTheWay(1);
    assertEquals(0, deathsUntilAllIsTaken());
    assertEquals(List.of("a", "b", "c", "d"), trained());
    assertEquals(List.of(), kafka.records(Topics.DEAD_LETTERS));
  }

  @Test
  void isNotSuspectedWhenOwnersStopInOrder() throws IOException {
    write("a", "b", "c", "d");
    for (int i = 0; i < 4; i++) {
      try (ArmOwnership stopped = ArmOwnership.begin(parts())) {
        stopped.take(log.getFirst());
      }
      kafka.settle();
    }
    assertEquals(List.of(), names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vast", "wrapped"})
  void isNoSampleThatTheMachineHasNoMemoryFor(String sample) throws IOException {
    write("a", sample, "b");
    for (int i = 0; i < 9; i++) {
      try (ArmOwnership owner = ArmOwnership.begin(parts())) {
        owner.take(log.get(0));
        Throwable failure = assertThrows(Throwable.class, () -> owner.take(log.get(1)));
        assertTrue(FatalErrors.in(failure).isPresent());
      }
      kafka.settle();
      assertEquals(List.of(), names());
    }
    assertEquals(List.of(), kafka.records(Topics.DEAD_LETTERS));
  }

  @Test
  void isNoSampleThatTheArmIsRefusedIn() throws IOException {
    write("a", "cramped", "b");
    for (int i = 0; i < 9; i++) {
      try (ArmOwnership owner = ArmOwnership.begin(parts())) {
        owner.take(log.get(0));
        assertThrows(ArmRefused.class, () -> owner.take(log.get(1)));
      }
      kafka.settle();
      assertEquals(List.of(), names());
    }
    assertEquals(List.of(), kafka.records(Topics.DEAD_LETTERS));
  }

  /// One owner after another until one takes the whole log; the number of those who died.
  private int deathsUntilAllIsTaken() throws IOException {
    int deaths = 0;
    while (diesOnTheWay(log.size())) {
      deaths++;
      assertTrue(deaths < 20, "a crash loop");
    }
    return deaths;
  }

  /// An owner that dies before it takes the task at `offset`, if not earlier; what it leaves on
  /// disk is what a killed process leaves.
  private boolean diesOnTheWay(int offset) throws IOException {
    ArmOwnership ownership = ArmOwnership.begin(parts());
    try {
      for (long i = ownership.nextOffset(); i < offset; i++) ownership.take(log.get((int) i));
      return false;
    } catch (Killed death) {
      return true;
    } finally {
      kafka.settle();
    }
  }

  private void write(String... ids) {
    for (String id : ids) log.add(kafka.append(Topics.TRAIN_TASKS, Tasks.sample(id)));
  }

  private List<String> trained() {
    return kafka.records(Topics.TRAIN_STEPS).stream()
        .flatMap(step -> step.getSamples().stream())
        .map(SampleResult::getSampleId)
        .toList();
  }

  private String weights() throws IOException {
    Checkpoint last = kafka.records(Topics.CHECKPOINTS).getLast();
    return Files.readString(
        folder.resolve("arm").resolve(last.getModelVersion()).resolve(FakeLearner.FILE));
  }

  private Path journal() {
    return folder.resolve("arm").resolve("attempts");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> listed = Files.list(journal())) {
      return listed.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private TrainParts parts() {
    return FakeArm.parts(kafka, folder, 2);
  }
}
