package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Requester;
import io.viralstream.schemas.avro.ScoringRule;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenEvaluationsTest {
  private final OpenEvaluations open = new OpenEvaluations();

  @Test
  void nameAVersionThatNobodyHasBegunToAsk() {
    open.add(evaluation("arm-1-a", EvaluationState.ASKED, 0));
    assertEquals(Set.of("arm-1-a"), open.versions());
  }

  @ParameterizedTest
  @EnumSource(
      value = ProgressState.class,
      names = {"COMPLETE", "FAILED", "CANCELLED"})
  void nameAVersionUntilItIsOverInEveryPartition(ProgressState over) {
    open.add(evaluation("arm-1-a", EvaluationState.ASKED, 0));
    open.add(progress(0, over, 0));
    open.add(progress(1, ProgressState.RUNNING, 0));
    assertEquals(Set.of("arm-1-a"), open.versions());
    open.add(progress(1, over, 0));
    assertEquals(Set.of(), open.versions());
  }

  @Test
  void nameAVersionAgainThatIsAskedAgain() {
    open.add(progress(0, ProgressState.FAILED, 0));
    open.add(progress(1, ProgressState.FAILED, 0));
    open.add(evaluation("arm-1-a", EvaluationState.ASKED, 1));
    assertEquals(Set.of("arm-1-a"), open.versions());
  }

  @Test
  void forgetACancelledOne() {
    open.add(evaluation("arm-1-a", EvaluationState.ASKED, 0));
    open.add(evaluation("arm-1-a", EvaluationState.CANCELLED, 0));
    assertEquals(Set.of(), open.versions());
  }

  static Evaluation evaluation(String version, EvaluationState state, int round) {
    return Evaluation.newBuilder()
        .setId("evaluation")
        .setBenchmark("b")
        .setVersion("v")
        .setItems(2)
        .setModelVersion(version)
        .setArm("arm")
        .setPrompt("trained")
        .setDecoding(new Decoding(4, 0.0))
        .setExecution(new Execution(0, "auto", false))
        .setRule(ScoringRule.GENERIC)
        .setState(state)
        .setRequester(Requester.CLIENT)
        .setRound(round)
        .setAt(Instant.EPOCH)
        .build();
  }

  private static Progress progress(int partition, ProgressState state, int round) {
    return Progress.newBuilder()
        .setEvaluation("evaluation")
        .setPartition(partition)
        .setPartitions(2)
        .setBenchmark("b")
        .setVersion("v")
        .setModelVersion("arm-1-a")
        .setArm("arm")
        .setItems(1)
        .setScored(0)
        .setFailed(0)
        .setMissing(1)
        .setConflicts(0)
        .setRound(round)
        .setState(state)
        .setAt(Instant.EPOCH)
        .build();
  }
}
