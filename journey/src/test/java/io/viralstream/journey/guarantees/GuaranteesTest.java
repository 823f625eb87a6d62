package io.viralstream.journey.guarantees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.avro.Admitted;
import io.viralstream.schemas.avro.Decision;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Each guarantee finds the breach that it is there for, and nothing in a journey without one.
class GuaranteesTest {
  private static final Instant AT = Instant.EPOCH;

  @Test
  void aJourneyThatKeptItsPromisesHasNoBreach() throws Exception {
    CommittedRecords arrived =
        arrived(List.of(0L, 1L, 2L), step(1, 0, 2, 0L, 1L), step(2, 2, 3, 2L));
    assertEquals(List.of(), NothingLost.breaches(sent(3), arrived));
    assertEquals(List.of(), CountedOnce.breaches(arrived));
    assertEquals(List.of(), InOrderPerArm.breaches(arrived));
    assertEquals(
        List.of(),
        ScoredOnce.breaches(
            arrived, sql -> sql.contains("samples") ? 3 : sql.contains("steps") ? 2 : 0));
  }

  @Test
  void aSampleThatNobodyAdmittedIsLost() {
    CommittedRecords arrived = arrived(List.of(0L), step(1, 0, 1, 0L));
    assertTrue(NothingLost.breaches(sent(2), arrived).toString().contains("not admitted"));
  }

  @Test
  void aTakenSampleThatAnArmNeverTrainedIsLost() {
    CommittedRecords arrived = arrived(List.of(0L, 1L), step(1, 0, 2, 0L));
    assertTrue(NothingLost.breaches(sent(2), arrived).toString().contains("not trained by viral"));
  }

  @Test
  void anAskWithoutAnAnswerIsLost() {
    var sent = new SentEvents();
    sent.ask("a");
    assertTrue(NothingLost.breaches(sent, arrived(List.of())).toString().contains("ask without"));
  }

  @Test
  void anEvaluationWithFewerScoresThanItemsLostSome() {
    var sent = new SentEvents();
    sent.evaluation("e", 2);
    assertTrue(NothingLost.breaches(sent, arrived(List.of())).toString().contains("0 of 2"));
  }

  @Test
  void aSampleInTwoStepsIsCountedTwice() {
    CommittedRecords arrived = arrived(List.of(0L), step(1, 0, 1, 0L), step(2, 1, 2, 0L));
    assertTrue(CountedOnce.breaches(arrived).toString().contains("counted twice"));
  }

  @Test
  void aMissingStepIsAGap() {
    CommittedRecords arrived = arrived(List.of(0L, 1L), step(1, 0, 1, 0L), step(3, 1, 2, 1L));
    assertTrue(CountedOnce.breaches(arrived).toString().contains("step 3 follows 1"));
  }

  @Test
  void aStepBackInTheStreamIsOutOfOrder() {
    CommittedRecords arrived = arrived(List.of(0L, 1L), step(1, 0, 2, 1L, 0L));
    assertTrue(InOrderPerArm.breaches(arrived).toString().contains("offset 0 after 1"));
  }

  @Test
  void aRowTooManyIsDoubled() throws Exception {
    CommittedRecords arrived = arrived(List.of(0L), step(1, 0, 1, 0L));
    List<String> breaches = ScoredOnce.breaches(arrived, sql -> sql.contains("samples") ? 2 : 1);
    assertTrue(breaches.toString().contains("samples: 2 rows of 1 records"), breaches.toString());
  }

  private static SentEvents sent(int samples) {
    var sent = new SentEvents();
    for (long i = 0; i < samples; i++) sent.sample("s" + i, "feed", 1);
    return sent;
  }

  /// Samples that were taken, at their offsets, and what an arm made of them.
  private static CommittedRecords arrived(List<Long> offsets, TrainStep... steps) {
    List<Admitted> admitted = new ArrayList<>();
    Map<Long, TrainTask> tasks = new TreeMap<>();
    for (long offset : offsets) {
      Sample sample = sample(offset);
      var origin = new Origin("samples", 0, offset);
      admitted.add(
          Admitted.newBuilder()
              .setSample(sample)
              .setFeed("feed")
              .setPass(1)
              .setDecision(Decision.TAKEN)
              .setOrigin(origin)
              .setAt(AT)
              .build());
      tasks.put(
          offset,
          TrainTask.newBuilder()
              .setFeed("feed")
              .setPass(1)
              .setSample(sample)
              .setOrigin(origin)
              .build());
    }
    var byArm = Map.of("viral", Arrays.asList(steps));
    return new CommittedRecords(
        admitted, tasks, byArm, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
  }

  private static Sample sample(long number) {
    return Sample.newBuilder()
        .setId("s" + number)
        .setTurns(List.of())
        .setFingerprints(Fingerprints.newBuilder().setText("").build())
        .build();
  }

  private static TrainStep step(long number, long first, long next, Long... offsets) {
    List<SampleResult> results =
        Arrays.stream(offsets)
            .map(offset ->
                SampleResult.newBuilder()
                    .setSampleId("s" + offset)
                    .setFeed("feed")
                    .setPass(1)
                    .setOffset(offset)
                    .setLm(1)
                    .setAnswerTokens(1)
                    .setTurns(1)
                    .setExactTurns(0)
                    .build())
            .toList();
    return TrainStep.newBuilder()
        .setArm("viral")
        .setStep(number)
        .setLm(1)
        .setTotal(1)
        .setLambda(0)
        .setLearningRate(1)
        .setGradientNorm(1)
        .setFirstOffset(first)
        .setNextOffset(next)
        .setGridMismatches(0)
        .setSamples(results)
        .setMillis(1)
        .setAt(AT)
        .build();
  }
}
