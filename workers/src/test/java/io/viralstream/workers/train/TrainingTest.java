package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.OpenEnd;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.workers.train.SampleRejected.Rejection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  private final FakeLearner learner = new FakeLearner("start");
  @TempDir Path folder;
  private Training training;

  @BeforeEach
  void begin() throws IOException {
    training =
        Training.fresh(
            FakeArm.settings(2), learner, FakeArm.preparation(), trials(), FakeArm.CLOCK);
  }

  @Test
  void stepsWhenTheBatchIsFull() throws Exception {
    training.take(0, Tasks.sample("a"));
    assertEquals(0, training.step());
    training.take(1, Tasks.sample("b"));
    assertEquals(1, training.step());
  }

  @Test
  void recordsWhatAStepCovers() throws Exception {
    takeFrom(10, Tasks.sample("a"), Tasks.sample("b"), Tasks.sample("c"), Tasks.sample("d"));
    TrainStep second = training.unpublished().get(1);
    assertEquals(12, second.getFirstOffset());
    assertEquals(14, second.getNextOffset());
    assertEquals(
        List.of("c", "d"), second.getSamples().stream().map(s -> s.getSampleId()).toList());
    assertEquals(13, second.getSamples().get(1).getOffset());
    assertEquals(1.75, second.getTotal());
  }

  @Test
  void checkpointsAfterSoManySteps() throws Exception {
    takeFrom(0, Tasks.sample("a"), Tasks.sample("b"), Tasks.sample("c"));
    assertFalse(training.checkpointDue());
    training.take(3, Tasks.sample("d"));
    assertTrue(training.checkpointDue());
    training.published();
    assertFalse(training.checkpointDue());
    assertEquals(List.of(), training.unpublished());
  }

  @Test
  void tellsTheCategoryOfASampleThatNamesOne() throws Exception {
    takeFrom(0, Tasks.inCategory("a", "counting"), Tasks.sample("b"));
    assertEquals(
        List.of(Optional.of("counting"), Optional.empty()),
        training.unpublished().getFirst().getSamples().stream()
            .map(SampleResult::getCategory)
            .toList());
  }

  @Test
  void stepsOnAPartBatchWhenAnEndIsComplete() throws Exception {
    takeFrom(0, Tasks.sample("a"), Tasks.end("e", 0, 2));
    assertEquals(0, training.step());
    training.take(2, Tasks.end("e", 1, 2));
    assertEquals(1, training.step());
    assertEquals(1, training.samples());
    assertTrue(training.checkpointDue());
    assertEquals(List.of("e"), training.ends().completed());
  }

  @Test
  void checkpointsWithoutAStepWhenAnEndBringsNothing() throws Exception {
    training.take(0, Tasks.end("e", 0, 1));
    assertEquals(0, training.step());
    assertTrue(training.checkpointDue());
    assertEquals(1, training.nextOffset());
  }

  @Test
  void passesOverTheSamplesOfFeedsThatItDoesNotLearnFrom() throws Exception {
    training = limited(new Recipe.Extent(0, List.of("other")));
    takeFrom(0, Tasks.sample("a"), Tasks.sample("b"));
    assertEquals(0, training.step());
    assertEquals(2, training.nextOffset());
    training.take(2, Tasks.end("e", 0, 1));
    assertTrue(training.checkpointDue());
    assertEquals(List.of("e"), training.ends().completed());
  }

  @Test
  void isFinishedAfterItsStepsAndCheckpointsThem() throws Exception {
    training = limited(new Recipe.Extent(1, List.of("feed")));
    training.take(0, Tasks.sample("a"));
    assertFalse(training.isFinished());
    training.take(1, Tasks.sample("b"));
    assertTrue(training.isFinished());
    assertTrue(training.checkpointDue());
  }

  private Training limited(Recipe.Extent extent) throws IOException {
    ArmPlan plan = FakeArm.settings(2).plan();
    ArmSettings settings = plan.with(plan.recipe().with(extent)).on("base");
    return Training.fresh(settings, learner, FakeArm.preparation(), trials(), FakeArm.CLOCK);
  }

  @Test
  void takesAnEndOnce() throws Exception {
    takeFrom(0, Tasks.end("e", 0, 2), Tasks.end("e", 0, 2), Tasks.end("e", 1, 2));
    training.published();
    training.take(3, Tasks.end("e", 1, 2));
    assertFalse(training.checkpointDue());
  }

  @Test
  void keepsTheMarkersOfAnOpenEnd() throws Exception {
    training.take(0, Tasks.end("e", 1, 2));
    assertEquals(List.of(new OpenEnd("e", "feed", 2, List.of(1))), training.ends().open());
  }

  @Test
  void countsNoRejectedSample() throws Exception {
    ImageRef gone = new ImageRef("00", "kafka:images/0/7", 10);
    Rejection refused = rejected(Tasks.about("a", gone));
    assertEquals(Category.IMAGE_MISSING, refused.category());
    takeFrom(1, Tasks.sample("b"), Tasks.sample("c"));
    assertEquals(2, training.samples());
    assertEquals(0, training.unpublished().getFirst().getFirstOffset());
  }

  @Test
  void rejectsASampleLongerThanTheContext() throws Exception {
    TrainTask longer = Tasks.sample("a", List.of(new Turn("?!".repeat(200), "yes")));
    Rejection refused = rejected(longer);
    assertEquals(Category.TOO_LONG, refused.category());
  }

  @Test
  void rejectsManyTurnsThatOnlyTogetherAreTooLong() throws Exception {
    List<Turn> turns = Collections.nCopies(40, new Turn("abcdef?", "yes"));
    Rejection refused = rejected(Tasks.sample("a", turns));
    assertTrue(refused.reason().contains("all turns"), refused.reason());
  }

  @Test
  void rejectsATaskThatIsNeitherSampleNorEnd() throws Exception {
    Rejection refused = rejected(Tasks.nothing());
    assertEquals(Category.INVALID, refused.category());
    assertEquals(1, training.nextOffset());
  }

  @Test
  void rejectsASampleWithoutTurns() throws Exception {
    Rejection refused = rejected(Tasks.sample("a", List.of()));
    assertEquals(Category.INVALID, refused.category());
  }

  @Test
  void rejectsAPictureAtATurnThatIsNotThere() throws Exception {
    ImageRef image = new ImageRef("00", "kafka:images/0/7", 10);
    TrainTask task = Tasks.about("a", image, 1, List.of(new Turn("Is it red?", "yes")));
    assertEquals("pictureTurn=1, expected one of 1 turns", rejected(task).reason());
  }

  @Test
  void rejectsATextWithAnImageMarkerInsteadOfSpellingIt() throws Exception {
    List<Turn> turns = List.of(new Turn("<image>Is it red?", "yes"));
    Rejection refused = rejected(Tasks.sample("a", turns));
    assertEquals("turns: a text has <image>, expected none", refused.reason());
  }

  @Test
  void learnsTheSameWhenResumedFromItsCheckpoint() throws Exception {
    TrainTask[] tasks = new TrainTask[9];
    for (int i = 0; i < tasks.length; i++) tasks[i] = Tasks.sample("s" + i);
    tasks[3] = Tasks.end("e", 0, 2);
    takeFrom(0, Arrays.copyOf(tasks, 5));
    assertTrue(training.checkpointDue());

    FakeLearner copy = new FakeLearner(learner.weights());
    Training again =
        Training.resumed(
            checkpoint(training),
            FakeArm.settings(2),
            copy,
            FakeArm.preparation(),
            trials(),
            FakeArm.CLOCK);
    takeFrom(5, Arrays.copyOfRange(tasks, 5, 9));
    for (int i = 5; i < 9; i++) again.take(i, tasks[i]);

    assertEquals(learner.weights(), copy.weights());
    assertEquals(training.step(), again.step());
    assertEquals(training.samples(), again.samples());
    assertEquals(training.ends().open(), again.ends().open());
    assertEquals(training.unpublished().getLast(), again.unpublished().getLast());
  }

  private PoisonTrials trials() throws IOException {
    return new PoisonTrials(CrashJournal.in(folder));
  }

  private Rejection rejected(TrainTask task) throws IOException {
    List<Rejection> found = training.take(0, task);
    assertEquals(1, found.size());
    assertEquals(0, found.getFirst().offset());
    return found.getFirst();
  }

  private void takeFrom(long offset, TrainTask... tasks) throws Exception {
    for (int i = 0; i < tasks.length; i++) training.take(offset + i, tasks[i]);
  }

  private static Checkpoint checkpoint(Training training) {
    return Checkpoint.newBuilder()
        .setModelVersion("arm-2-0")
        .setArm("arm")
        .setStep(training.step())
        .setUri("file:///nowhere")
        .setSha256("")
        .setNextOffset(training.nextOffset())
        .setOpenEnds(training.ends().open())
        .setCompletedEnds(training.ends().completed())
        .setSamples(training.samples())
        .setRepeated(false)
        .setSettings("")
        .setSettingsHash("")
        .setAt(Instant.EPOCH)
        .build();
  }
}
