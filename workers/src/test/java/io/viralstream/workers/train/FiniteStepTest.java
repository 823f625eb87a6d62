package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.Turn;
import io.viralstream.schemas.avro.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiniteStepTest {
  private final FakeLearner learner = new FakeLearner("start");

  @Test
  void learnsASoundBatchInOneGoAndRehearsesNothing() {
    FiniteStep step = FiniteStep.of(learner, 1, batch("a", "b"));
    assertEquals(List.of("a", "b"), ids(step));
    assertEquals(List.of(), learner.rehearsed());
  }

  @Test
  void learnsTheRestAsIfTheBrokenSampleHadNotBeenThere() {
    FiniteStep step = FiniteStep.of(learner, 1, batch("a", "broken", "b"));
    assertEquals(List.of("a", "b"), ids(step));
    assertEquals(1, step.rejected().getFirst().offset());
    assertEquals(Category.POISON, step.rejected().getFirst().category());
    assertTrue(step.rejected().getFirst().reason().contains("L_LM is NaN"));
    FakeLearner without = new FakeLearner("start");
    FiniteStep.of(without, 1, batch("a", "b"));
    assertEquals(without.weights(), learner.weights());
  }

  @Test
  void updatesNothingWhereNoSampleIsSound() {
    FiniteStep step = FiniteStep.of(learner, 1, batch("broken 1", "broken 2"));
    assertTrue(step.made().isEmpty());
    assertEquals(2, step.rejected().size());
    assertEquals("start", learner.weights());
  }

  @Test
  void givesUpABatchThatIsNotFiniteOnlyTogether() {
    FiniteStep step = FiniteStep.of(learner, 1, batch("odd 1", "odd 2"));
    assertTrue(step.made().isEmpty());
    assertTrue(step.rejected().getFirst().reason().contains("only together"));
    assertEquals("start", learner.weights());
  }

  private static List<String> ids(FiniteStep step) {
    return step.samples().stream().map(PreparedSample::id).toList();
  }

  private static List<PreparedSample> batch(String... ids) {
    PackedSample text =
        new PackedSample(
            new int[] {1}, 0, List.of(new Turn(new int[] {2, 3}, new boolean[] {false, true})));
    List<PreparedSample> batch = new ArrayList<>();
    for (String id : ids) {
      batch.add(
          new PreparedSample(
              id, "feed", 1, batch.size(), text, Optional.empty(), Optional.empty()));
    }
    return batch;
  }
}
