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
    seal("scenes", true);
    publish(checkpoint("viral", 1));

    Evaluation evaluation = started().getFirst();
    assertEquals("viral-1-abc", evaluation.getModelVersion());
    assertEquals(Requester.WATCH, evaluation.getRequester());
    assertEquals(16, evaluation.getDecoding().getMaxTokens());
  }

  @Test
  void leavesABenchmarkAloneThatIsNotWatched() {
    seal("scenes", false);
    publish(checkpoint("viral", 1));

    assertEquals(List.of(), models());
  }

  @Test
  void beginsWithEachArmsNewestCheckpoint() {
    publish(checkpoint("viral", 1));
    publish(checkpoint("viral", 2));
    publish(checkpoint("baseline", 1));
    seal("scenes", true);

    assertEquals(List.of("baseline-1-abc", "viral-2-abc"), models());
  }

  @Test
  void doesNotEvaluateACheckpointThatOnlyMovedItsOffsets() {
    seal("scenes", true);
    publish(Checkpoint.newBuilder(checkpoint("viral", 1)).setRepeated(true).build());

    assertEquals(List.of(), models());
  }

  @Test
  void runsOneAndLetsTheNewestWait() {
    seal("scenes", true);
    publish(checkpoint("viral", 1));
    Evaluation first = started().getFirst();
    publish(checkpoint("viral", 2));
    publish(checkpoint("viral", 3));
    assertEquals(List.of(), models());

    finish(first);

    assertEquals(List.of("viral-3-abc"), models());
  }

  @Test
  void waitsUntilEveryPartitionIsComplete() {
    seal("scenes", true);
    publish(checkpoint("viral", 1));
    Evaluation first = started().getFirst();
    publish(checkpoint("viral", 2));
    report(first, 0, ProgressState.COMPLETE);
    report(first, 1, ProgressState.RUNNING);
    assertEquals(List.of(), models());

    report(first, 1, ProgressState.COMPLETE);

    assertEquals(List.of("viral-2-abc"), models());
  }

  @Test
  void aCancelledEvaluationMakesRoomForTheNext() {
    seal("scenes", true);
    publish(checkpoint("viral", 1));
    Evaluation first = started().getFirst();
    publish(checkpoint("viral", 2));
    report(first, 0, ProgressState.CANCELLED);
    report(first, 1, ProgressState.CANCELLED);

    assertEquals(List.of("viral-2-abc"), models());
  }

  @Test
  void armsAndBenchmarksDoNotWaitForOneAnother() {
    seal("scenes", true);
    seal("pope", true);
    publish(checkpoint("viral", 1));
    publish(checkpoint("baseline", 1));

    assertEquals(4, models().size());
  }

  @Test
  void doesNotWaitForAnEvaluationThatIsAlreadyThere() {
    finish(evaluationOf(1));
    seal("scenes", true);
    publish(checkpoint("viral", 1));
    publish(checkpoint("viral", 2));

    assertEquals(List.of("viral-2-abc"), models());
  }

  @Test
  void recordsWhatANewerCheckpointTookThePlaceOf() {
    seal("scenes", true);
    for (int step = 1; step <= 4; step++) publish(checkpoint("viral", step));

    List<KeyValue<String, Evaluation>> skipped = records(EvaluationState.SUPERSEDED);
    assertEquals(
        List.of("viral-2-abc", "viral-3-abc"),
        skipped.stream().map(record -> record.value.getModelVersion()).toList());
    KeyValue<String, Evaluation> first = skipped.getFirst();
    assertEquals(first.value.getId() + "/superseded", first.key);
  }

  @Test
  void doesNotStartAWaitingEvaluationThatItsOwnClientHasFinished() {
    seal("scenes", true);
    publish(checkpoint("viral", 1));
    Evaluation first = started().getFirst();
    publish(checkpoint("viral", 2));
    finish(evaluationOf(2));
    finish(first);
    assertEquals(List.of(), models());

    publish(checkpoint("viral", 3));

    assertEquals(List.of("viral-3-abc"), models());
  }

  @Test
  void aFailedEvaluationMakesRoomForTheNext() {
    seal("scenes", true);
    publish(checkpoint("viral", 1));
    Evaluation first = started().getFirst();
    publish(checkpoint("viral", 2));
    report(first, 0, ProgressState.FAILED);
    report(first, 1, ProgressState.COMPLETE);

    assertEquals(List.of("viral-2-abc"), models());
  }

  @Test
  void sealingABenchmarkAgainChangesNothing() {
    seal("scenes", true);
    publish(checkpoint("viral", 1));
    seal("scenes", true);

    assertEquals(1, models().size());
  }

  private void seal(String name, boolean watched) {
    flow.send(Topics.BENCHMARKS, name, benchmark(name, watched));
  }

  private void publish(Checkpoint checkpoint) {
    flow.send(Topics.CHECKPOINTS, checkpoint.getModelVersion(), checkpoint);
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
    flow.send(Topics.PROGRESS, evaluation.getId() + "/" + partition, row);
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
