package io.viralstream.streams.route;

import static io.viralstream.streams.Examples.benchmark;
import static io.viralstream.streams.Examples.checkpoint;
import static io.viralstream.streams.Examples.progress;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Requester;
import io.viralstream.schemas.avro.Step;
import io.viralstream.streams.Flow;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
  @TempDir Path folder;
  private Flow flow;

  @BeforeEach
  void start() {
    flow = new Flow(Step.ROUTE, RouteTopology::of, folder);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void evaluatesAWatchedBenchmarkOnANewCheckpoint() {
    flow.send(benchmark("scenes", true));
    flow.send(checkpoint("viral", 1));

    Evaluation evaluation = started().getFirst();
    assertEquals("viral-1-abc", evaluation.getModelVersion());
    assertEquals(Requester.WATCH, evaluation.getRequester());
    assertEquals(16, evaluation.getDecoding().getMaxTokens());
  }

  @Test
  void leavesABenchmarkAloneThatIsNotWatched() {
    flow.send(benchmark("scenes", false));
    flow.send(checkpoint("viral", 1));

    assertEquals(List.of(), models());
  }

  @Test
  void beginsWithEachArmsNewestCheckpoint() {
    flow.send(checkpoint("viral", 1));
    flow.send(checkpoint("viral", 2));
    flow.send(checkpoint("baseline", 1));
    flow.send(benchmark("scenes", true));

    assertEquals(List.of("baseline-1-abc", "viral-2-abc"), models());
  }

  @Test
  void doesNotEvaluateACheckpointThatOnlyMovedItsOffsets() {
    flow.send(benchmark("scenes", true));
    flow.send(Checkpoint.newBuilder(checkpoint("viral", 1)).setRepeated(true).build());

    assertEquals(List.of(), models());
  }

  @Test
  void runsOneAndLetsTheNewestWait() {
    flow.send(benchmark("scenes", true));
    flow.send(checkpoint("viral", 1));
    Evaluation first = started().getFirst();
    flow.send(checkpoint("viral", 2));
    flow.send(checkpoint("viral", 3));
    assertEquals(List.of(), models());

    finish(first);

    assertEquals(List.of("viral-3-abc"), models());
  }

  @Test
  void waitsUntilEveryPartitionIsComplete() {
    flow.send(benchmark("scenes", true));
    flow.send(checkpoint("viral", 1));
    Evaluation first = started().getFirst();
    flow.send(checkpoint("viral", 2));
    report(first, 0, ProgressState.COMPLETE);
    report(first, 1, ProgressState.RUNNING);
    assertEquals(List.of(), models());

    report(first, 1, ProgressState.COMPLETE);

    assertEquals(List.of("viral-2-abc"), models());
  }

  @Test
  void aCancelledEvaluationMakesRoomForTheNext() {
    flow.send(benchmark("scenes", true));
    flow.send(checkpoint("viral", 1));
    Evaluation first = started().getFirst();
    flow.send(checkpoint("viral", 2));
    report(first, 0, ProgressState.CANCELLED);
    report(first, 1, ProgressState.CANCELLED);

    assertEquals(List.of("viral-2-abc"), models());
  }

  @Test
  void armsAndBenchmarksDoNotWaitForOneAnother() {
    flow.send(benchmark("scenes", true));
    flow.send(benchmark("pope", true));
    flow.send(checkpoint("viral", 1));
    flow.send(checkpoint("baseline", 1));

    assertEquals(4, models().size());
  }

  @Test
  void doesNotWaitForAnEvaluationThatIsAlreadyThere() {
    finish(evaluationOf(1));
    flow.send(benchmark("scenes", true));
    flow.send(checkpoint("viral", 1));
    flow.send(checkpoint("viral", 2));

    assertEquals(List.of("viral-2-abc"), models());
  }

  @Test
  void recordsWhatANewerCheckpointTookThePlaceOf() {
    flow.send(benchmark("scenes", true));
    for (int step = 1; step <= 4; step++) flow.send(checkpoint("viral", step));

    List<KeyValue<String, Evaluation>> skipped = records(EvaluationState.SUPERSEDED);
    assertEquals(
        List.of("viral-2-abc", "viral-3-abc"),
        skipped.stream().map(record -> record.value.getModelVersion()).toList());
    KeyValue<String, Evaluation> first = skipped.getFirst();
    assertEquals(first.value.getId() + "/superseded", first.key);
  }

  @Test
  void doesNotStartAWaitingEvaluationThatItsOwnClientHasFinished() {
    flow.send(benchmark("scenes", true));
    flow.send(checkpoint("viral", 1));
    Evaluation first = started().getFirst();
    flow.send(checkpoint("viral", 2));
    finish(evaluationOf(2));
    finish(first);
    assertEquals(List.of(), models());

    flow.send(checkpoint("viral", 3));

    assertEquals(List.of("viral-3-abc"), models());
  }

  @Test
  void aFailedEvaluationMakesRoomForTheNext() {
    flow.send(benchmark("scenes", true));
    flow.send(checkpoint("viral", 1));
    Evaluation first = started().getFirst();
    flow.send(checkpoint("viral", 2));
    report(first, 0, ProgressState.FAILED);
    report(first, 1, ProgressState.COMPLETE);

    assertEquals(List.of("viral-2-abc"), models());
  }

  @Test
  void sealingABenchmarkAgainChangesNothing() {
    flow.send(benchmark("scenes", true));
    flow.send(checkpoint("viral", 1));
    flow.send(benchmark("scenes", true));

    assertEquals(1, models().size());
  }

  private void finish(Evaluation evaluation) {
    report(evaluation, 0, ProgressState.COMPLETE);
    report(evaluation, 1, ProgressState.COMPLETE);
  }

  private void report(Evaluation evaluation, int partition, ProgressState state) {
    Progress row =
        Progress.newBuilder(progress(evaluation, state))
            .setPartition(partition)
            .setPartitions(2)
            .build();
    flow.send(row);
  }

  private static Evaluation evaluationOf(int step) {
    return WatchedEvaluation.of(checkpoint("viral", step), benchmark("scenes", true), Flow.START);
  }

  private List<Evaluation> started() {
    return records(EvaluationState.ASKED).stream().map(record -> record.value).toList();
  }

  private List<KeyValue<String, Evaluation>> records(EvaluationState state) {
    return flow.records(Topics.EVALUATIONS).stream()
        .filter(record -> record.value.getState() == state)
        .toList();
  }

  private List<String> models() {
    return started().stream().map(Evaluation::getModelVersion).toList();
  }
}
