package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.PictureReader;
import io.viralstream.models.text.BytePairTraining;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.PromptTemplate;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.OpenEnd;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.workers.kafka.ImageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Tokenizer TOKENIZER =
      Tokenizer.parse(new BytePairTraining(300, 1).train(List.of("yes")));
  private static final ImageSource NO_IMAGES =
      reference -> {
        throw new ImageSource.Unavailable(Category.IMAGE_MISSING, reference.getUri());
      };

  private final FakeLearner learner = new FakeLearner("start");
  @TempDir Path folder;
  private Training training;

  @BeforeEach
  void begin() throws IOException {
    training = Training.fresh(settings(2, 2), learner, preparation(), trials(), CLOCK);
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
            checkpoint(training), settings(2, 2), copy, preparation(), trials(), CLOCK);
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

  private static ArmSettings settings(int batch, int checkpointEvery) {
    return new ArmSettings(
        "arm",
        .5,
        0,
        8,
        ArmSettings.Teaching.TEACHER,
        1,
        1e-3,
        ArmSettings.Schedule.CONSTANT,
        0,
        0,
        0,
        .9,
        .98,
        1,
        batch,
        checkpointEvery,
        "base");
  }

  private static SamplePreparation preparation() {
    return new SamplePreparation(
        new PromptEncoder(TOKENIZER, PromptTemplate.SHORT),
        NO_IMAGES,
        PictureReader.standard(1L << 30),
        List.of(),
        new SampleLimits(100, 400, 4));
  }
}
