package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.schemas.Resent;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.RateDecay;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.kafka.FakeKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmOwnershipTest {
  private final FakeKafka kafka = new FakeKafka();

  @TempDir Path folder;

  @Test
  void publishesStepZeroOfANewArmFirst() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(2))) {
      assertEquals(0, ownership.nextOffset());
    }
    Checkpoint zero = published().getFirst();
    assertEquals(0, zero.getStep());
    assertTrue(zero.getParent().isEmpty());
    assertTrue(zero.getModelVersion().startsWith("arm-0-"));
    assertEquals("start", Files.readString(directory(zero).resolve(FakeLearner.FILE)));
    assertEquals("train-arm", kafka.producerSettings().get("transactional.id"));
  }

  @Test
  void publishesStepsDeadLettersAndCheckpointInOneTransaction() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      kafka.settle();
      long before = kafka.producer().commitCount();
      take(ownership, Tasks.sample("a"), Tasks.about("gone", missing()));
      assertEquals(before, kafka.producer().commitCount());
      take(ownership, Tasks.sample("b"));
      assertEquals(before + 1, kafka.producer().commitCount());
    }
    Checkpoint checkpoint = published().getLast();
    assertEquals(1, checkpoint.getStep());
    assertEquals(2, checkpoint.getSamples());
    assertEquals(3, checkpoint.getNextOffset());
    assertEquals(1, kafka.records(Topics.TRAIN_STEPS).size());
    DeadLetter letter = kafka.records(Topics.DEAD_LETTERS).getFirst();
    assertEquals(Category.IMAGE_MISSING, letter.getCategory());
    assertEquals("train/arm/train-tasks/0/1", letter.getId());
  }

  @Test
  void rejectsARecordThatIsNoTaskAndGoesOn() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      ownership.take(
          kafka.append(Topics.TRAIN_TASKS.name(), "junk".getBytes(StandardCharsets.UTF_8)));
      take(ownership, Tasks.end("e", 0, 1));
    }
    published();
    DeadLetter letter = kafka.records(Topics.DEAD_LETTERS).getFirst();
    assertEquals(Category.UNDECODABLE, letter.getCategory());
  }

  @Test
  void publishesTheLettersOfManyBadRecordsBeforeAnEndComes() throws IOException {
    byte[] junk = new byte[8 << 20];
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      for (int i = 0; i < 9; i++) ownership.take(kafka.append(Topics.TRAIN_TASKS.name(), junk));
    }
    Checkpoint last = published().getLast();
    assertTrue(last.getRepeated());
    assertEquals(8, last.getNextOffset());
    assertEquals(8, kafka.records(Topics.DEAD_LETTERS).size());
  }

  @Test
  void keepsTheLettersOfManyBadRecordsWhileASampleWaits() throws IOException {
    byte[] junk = new byte[8 << 20];
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      take(ownership, Tasks.sample("a"));
      for (int i = 0; i < 9; i++) ownership.take(kafka.append(Topics.TRAIN_TASKS.name(), junk));
      take(ownership, Tasks.sample("b"));
    }
    Checkpoint last = published().getLast();
    assertEquals(2, last.getSamples());
    assertEquals(11, last.getNextOffset());
    assertEquals(9, kafka.records(Topics.DEAD_LETTERS).size());
  }

  @Test
  void trainsADeadLetterThatWasSentAgainForThisArm() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      ownership.take(resent("arm", Tasks.sample("a")));
      take(ownership, Tasks.sample("b"));
    }
    assertEquals(2, published().getLast().getSamples());
  }

  @Test
  void passesOverADeadLetterThatWasSentAgainForAnotherArm() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      ownership.take(resent("other", Tasks.sample("a")));
      take(ownership, Tasks.sample("b"), Tasks.sample("c"));
    }
    Checkpoint last = published().getLast();
    assertEquals(2, last.getSamples());
    assertEquals(3, last.getNextOffset());
    assertEquals(
        List.of("b", "c"),
        kafka.records(Topics.TRAIN_STEPS).getFirst().getSamples().stream()
            .map(SampleResult::getSampleId)
            .toList());
  }

  @Test
  void repeatsTheLastVersionWhenAnEndBringsNothing() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      take(ownership, Tasks.end("e", 0, 1));
    }
    List<Checkpoint> checkpoints = published();
    assertEquals(2, checkpoints.size());
    assertEquals(checkpoints.get(0).getModelVersion(), checkpoints.get(1).getModelVersion());
    assertTrue(checkpoints.get(1).getRepeated());
    assertEquals(1, checkpoints.get(1).getNextOffset());
    assertEquals(List.of("e"), checkpoints.get(1).getCompletedEnds());
  }

  /// The end closes no step, so the version of before is published again: its record alone tells of
  /// the decay. The version after it has it in `training.json` too.
  @Test
  void publishesADecayWithTheEndThatAskedForItAndGoesOnWithIt() throws IOException {
    try (ArmOwnership first = ArmOwnership.begin(parts(1))) {
      take(first, Tasks.end("e", 0, 1, 2));
    }
    assertEquals(Optional.of(new RateDecay(0L, 2L)), published().getLast().getDecay());
    try (ArmOwnership second = ArmOwnership.begin(parts(1))) {
      for (int i = 0; i < 4; i++) take(second, Tasks.sample("s" + i));
      assertTrue(second.isFinished());
    }
    assertEquals(2, published().getLast().getStep());
    Path newest = directory(published().getLast());
    TrainingFile written = StrictJson.read(newest.resolve(TrainingFile.NAME), TrainingFile.class);
    assertEquals(Map.of("after", 0L, "steps", 2L), written.decay());
    try (ArmOwnership third = ArmOwnership.begin(parts(1))) {
      assertTrue(third.isFinished());
    }
  }

  @Test
  void saysNothingOfADecayThatHasNotBegun() throws IOException {
    ArmOwnership.begin(parts(1)).close();
    Path file = directory(published().getLast()).resolve(TrainingFile.NAME);
    assertFalse(Files.readString(file).contains("decay"), Files.readString(file));
    assertEquals(Map.of(), StrictJson.read(file, TrainingFile.class).decay());
  }

  @Test
  void goesOnWhereTheNewestCommittedCheckpointEnds() throws IOException {
    try (ArmOwnership first = ArmOwnership.begin(parts(1))) {
      take(first, Tasks.sample("a"), Tasks.sample("b"));
      take(first, Tasks.sample("lost")); // in no checkpoint: read again by the next owner
    }
    published();
    try (ArmOwnership second = ArmOwnership.begin(parts(1))) {
      assertEquals(2, second.nextOffset());
      take(second, Tasks.end("e", 0, 1));
    }
    Checkpoint last = published().getLast();
    assertTrue(last.getRepeated());
    assertEquals(1, last.getStep());
  }

  @Test
  void reachesTheSameVersionsAfterAKill() throws IOException {
    TrainTask[] tasks = {
      Tasks.sample("a"), Tasks.sample("b"), Tasks.sample("c"), Tasks.sample("d")
    };
    try (ArmOwnership killed = ArmOwnership.begin(parts(1))) {
      take(killed, tasks);
    }
    List<String> expected = published().stream().map(Checkpoint::getModelVersion).toList();

    FakeKafka again = new FakeKafka();
    TrainParts parts = FakeArm.parts(again, folder.resolve("again"), 1);
    List<ConsumerRecord<byte[], byte[]>> log =
        Stream.of(tasks).map(task -> again.append(Topics.TRAIN_TASKS, task)).toList();
    try (ArmOwnership first = ArmOwnership.begin(parts)) {
      for (int i = 0; i < 3; i++) first.take(log.get(i));
    }
    again.settle();
    try (ArmOwnership second = ArmOwnership.begin(parts)) {
      for (long i = second.nextOffset(); i < 4; i++) second.take(log.get((int) i));
    }
    again.settle();
    assertEquals(
        expected,
        again.records(Topics.CHECKPOINTS).stream().map(Checkpoint::getModelVersion).toList());
  }

  @Test
  void saysInWhichSettingAnArmIsKnownOtherwise() throws IOException {
    ArmOwnership.begin(parts(1)).close();
    published();
    ArmRefused refused = assertThrows(ArmRefused.class, () -> ArmOwnership.begin(parts(7)));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.contains("arm arm is known with checkpointEvery=1, asked for with 7."), said);
    assertTrue(said.contains("train under another name"), said);
  }

  @Test
  void refusesToGoOnFromADamagedCheckpointByItsVersion() throws IOException {
    ArmOwnership.begin(parts(1)).close();
    Checkpoint newest = published().getLast();
    Files.writeString(directory(newest).resolve(FakeLearner.FILE), "damaged");
    ArmRefused refused = assertThrows(ArmRefused.class, () -> ArmOwnership.begin(parts(1)));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.contains(newest.getModelVersion()), said);
    assertTrue(said.contains("Restore the folder"), said);
  }

  @Test
  void refusesToGoOnFromACheckpointThatIsGone() throws IOException {
    ArmOwnership.begin(parts(1)).close();
    Checkpoint newest = published().getLast();
    Files.delete(directory(newest).resolve(FakeLearner.FILE));
    Files.delete(directory(newest).resolve(TrainingFile.NAME));
    Files.delete(directory(newest));
    ArmRefused refused = assertThrows(ArmRefused.class, () -> ArmOwnership.begin(parts(1)));
    assertTrue(refused.toString().contains("no such directory"), refused.toString());
  }

  @Test
  void passesOverACheckpointRecordOfNobody() throws IOException {
    kafka.append(Topics.CHECKPOINTS.name(), "junk".getBytes(StandardCharsets.UTF_8));
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      take(ownership, Tasks.sample("a"), Tasks.sample("b"));
    }
    kafka.settle();
    assertEquals(2, kafka.records(Topics.TRAIN_STEPS).getFirst().getNextOffset());
  }

  @Test
  void refusesToPassOverACheckpointRecordOfItsOwn() {
    byte[] key = "arm-50-0123456789ab".getBytes(StandardCharsets.UTF_8);
    kafka.append(Topics.CHECKPOINTS.name(), key, "junk".getBytes(StandardCharsets.UTF_8));
    ArmRefused refused = assertThrows(ArmRefused.class, () -> ArmOwnership.begin(parts(1)));
    assertTrue(refused.toString().contains("arm-50-0123456789ab at offset 0"), refused.toString());
  }

  @Test
  void keepsAVersionThatAnOpenEvaluationNames() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      take(ownership, Tasks.sample("s0"), Tasks.sample("s1"));
      String asked = published().getLast().getModelVersion();
      kafka.append(
          Topics.EVALUATIONS, OpenEvaluationsTest.evaluation(asked, EvaluationState.ASKED, 0));
      for (int i = 2; i < 8; i++) take(ownership, Tasks.sample("s" + i));
    }
    List<Boolean> kept = published().stream().map(c -> Files.isDirectory(directory(c))).toList();
    assertEquals(List.of(true, true, false, true, true), kept);
  }

  @Test
  void touchesNoFolderOfAnotherArmNorOfAnybodyElse() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other").resolve("other-1-a"));
    Path notes = Files.createDirectories(folder.resolve("arm").resolve("notes"));
    ArmOwnership.begin(parts(1)).close();
    assertTrue(Files.isDirectory(other));
    assertTrue(Files.isDirectory(notes));
  }

  @Test
  void publishesNothingOnceItIsFenced() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      published();
      kafka.producer().fenceProducer();
      take(ownership, Tasks.sample("a"));
      assertThrows(ProducerFencedException.class, () -> take(ownership, Tasks.sample("b")));
    }
    assertEquals(1, published().size());
  }

  @Test
  void deletesFoldersThatNoRecordNames() throws IOException {
    Path orphan = Files.createDirectories(folder.resolve("arm").resolve("arm-9-none"));
    ArmOwnership.begin(parts(1)).close();
    assertFalse(Files.exists(orphan));
    assertTrue(Files.isDirectory(directory(published().getFirst())));
  }

  @Test
  void givesASampleThatIsNotFiniteToTheDeadLettersAndLearnsTheRest() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      take(ownership, Tasks.sample("broken"), Tasks.sample("a"));
    }
    assertEquals(1, published().getLast().getSamples());
    DeadLetter letter = kafka.records(Topics.DEAD_LETTERS).getFirst();
    assertEquals(Category.POISON, letter.getCategory());
    assertEquals(0, letter.getOrigin().getOffset());
  }

  @Test
  void refusesToGoOnWithWeightsThatHaveRunAway() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      ArmRefused refused =
          assertThrows(
              ArmRefused.class,
              () -> {
                for (int i = 0; i < 70; i++) take(ownership, Tasks.sample("broken " + i));
              });
      assertTrue(refused.toString().contains("lower learning rate"), refused.toString());
    }
    published();
    assertEquals(List.of(), kafka.records(Topics.DEAD_LETTERS));
  }

  @Test
  void keepsStepZeroAndTheNewestVersions() throws IOException {
    try (ArmOwnership ownership = ArmOwnership.begin(parts(1))) {
      for (int i = 0; i < 8; i++) take(ownership, Tasks.sample("s" + i));
    }
    List<Checkpoint> checkpoints = published();
    List<Boolean> kept = checkpoints.stream().map(c -> Files.isDirectory(directory(c))).toList();
    assertEquals(List.of(true, false, false, true, true), kept);
  }

  private List<Checkpoint> published() {
    kafka.settle();
    return kafka.records(Topics.CHECKPOINTS);
  }

  private ConsumerRecord<byte[], byte[]> resent(String arm, TrainTask task) {
    ConsumerRecord<byte[], byte[]> record = kafka.append(Topics.TRAIN_TASKS, task);
    new Resent("train/" + arm + "/train-tasks/0/9", Optional.of(arm))
        .headers(List.of())
        .forEach(record.headers()::add);
    return record;
  }

  private void take(ArmOwnership ownership, TrainTask... tasks) throws IOException {
    for (TrainTask task : tasks) ownership.take(kafka.append(Topics.TRAIN_TASKS, task));
  }

  private static Path directory(Checkpoint checkpoint) {
    return CheckpointStore.directory(checkpoint.getUri());
  }

  private static ImageRef missing() {
    return new ImageRef("00", "kafka:images/0/7", 1);
  }

  private TrainParts parts(int checkpointEvery) {
    return FakeArm.parts(kafka, folder, checkpointEvery);
  }
}
