package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.RateDecay;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.train.SampleRejected.Rejection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Steps of two samples at a rate of 1e-3, and ends that ask for its fall.
class FeedDecayTest {
  private static final ArmSettings CONSTANT = FakeArm.settings(100);

  @TempDir Path folder;

  private long offset;

  @Test
  void fallsFromTheStepBehindTheCompleteEndAndThenStandsStill() throws Exception {
    Training training = fresh(CONSTANT);
    samples(training, 4);
    take(training, Tasks.end("e", 0, 2, 4));
    samples(training, 1); // the end is not complete, so this one still learns at the full rate
    take(training, Tasks.end("e", 1, 2, 4));
    assertEquals(Optional.of(new RateDecay(3L, 4L)), training.decay().begun());
    samples(training, 6);
    assertFalse(training.isFinished());
    samples(training, 2);
    assertTrue(training.isFinished());
    assertTrue(training.checkpointDue());
    assertEquals(
        List.of(
            1e-3, 1e-3, 1e-3, 1e-3, .5e-3, 1e-3 * (1 - Math.sqrt(.5)), 1e-3 * (1 - Math.sqrt(.75))),
        rates(training));
  }

  @Test
  void goesOnUnderADecayThatNoArmLivesToSee() throws Exception {
    Training training = fresh(CONSTANT);
    samples(training, 2);
    take(training, Tasks.end("e", 0, 1, Long.MAX_VALUE));
    samples(training, 2);
    assertFalse(training.isFinished());
  }

  @Test
  void asksForNothingWithoutADecay() throws Exception {
    Training training = fresh(CONSTANT);
    take(training, Tasks.end("e", 0, 1));
    samples(training, 20);
    assertEquals(Optional.empty(), training.decay().begun());
    assertEquals(1e-3, rates(training).getLast());
  }

  @Test
  void fallsByTheFirstEndThatAsks() throws Exception {
    Training training = fresh(CONSTANT);
    take(training, Tasks.end("a", 0, 1));
    take(training, Tasks.end("b", 0, 1, 9));
    samples(training, 2);
    take(training, Tasks.end("c", 0, 1, 3));
    assertEquals(Optional.of(new RateDecay(0L, 9L)), training.decay().begun());
  }

  @Test
  void leavesAnArmAloneThatDoesNotLearnTheFeed() throws Exception {
    Recipe recipe = CONSTANT.recipe().with(new Recipe.Extent(0, List.of("other")));
    Training training = fresh(CONSTANT.plan().with(recipe).on("base"));
    take(training, Tasks.end("e", 0, 1, 3));
    assertEquals(Optional.empty(), training.decay().begun());
  }

  @Test
  void leavesACosineAsItIs() throws Exception {
    ArmPlan plan = CONSTANT.plan();
    Training training = fresh(plan.with(plan.optimization().withCosine(50)).on("base"));
    take(training, Tasks.end("e", 0, 1, 3));
    assertEquals(Optional.empty(), training.decay().begun());
  }

  @Test
  void goesOnFromACheckpointWithTheSameRates() throws Exception {
    Training training = fresh(CONSTANT);
    samples(training, 2);
    take(training, Tasks.end("e", 0, 1, 5));
    samples(training, 4);
    Checkpoint middle =
        WrittenCheckpoint.write(new FakeLearner("any"), training, CONSTANT, folder.resolve("at"));
    long covered = offset;
    samples(training, 6);
    offset = covered;
    Training again =
        Training.resumed(
            middle,
            CONSTANT,
            new FakeLearner("start"),
            FakeArm.preparation(),
            trials(),
            FakeArm.CLOCK);
    samples(again, 6);
    assertEquals(rates(training).subList(3, 6), rates(again));
    assertTrue(again.isFinished());
  }

  @Test
  void rejectsAnEndThatAsksForNoStep() throws Exception {
    Training training = fresh(CONSTANT);
    Rejection refused = training.take(0, Tasks.end("e", 0, 1, 0)).getFirst();
    assertEquals(Category.INVALID, refused.category());
    assertEquals("end: decay=0, expected at least 1 step", refused.reason());
  }

  private Training fresh(ArmSettings arm) throws IOException {
    return Training.fresh(
        arm, new FakeLearner("start"), FakeArm.preparation(), trials(), FakeArm.CLOCK);
  }

  private PoisonTrials trials() throws IOException {
    return new PoisonTrials(CrashJournal.in(folder.resolve("attempts")));
  }

  private void samples(Training training, int count) throws IOException {
    for (int i = 0; i < count; i++) take(training, Tasks.sample("s" + offset));
  }

  private void take(Training training, TrainTask task) throws IOException {
    assertEquals(List.of(), training.take(offset++, task));
  }

  private static List<Double> rates(Training training) {
    List<Double> rates = new ArrayList<>();
    for (TrainStep step : training.unpublished()) rates.add(step.getLearningRate());
    return rates;
  }
}
