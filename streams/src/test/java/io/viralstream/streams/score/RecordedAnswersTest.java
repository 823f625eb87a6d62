package io.viralstream.streams.score;

import static io.viralstream.streams.Examples.cancelled;
import static io.viralstream.streams.Examples.evaluation;
import static io.viralstream.streams.Examples.item;
import static io.viralstream.streams.Examples.itemId;
import static io.viralstream.streams.Examples.seal;
import static io.viralstream.streams.score.ReportedProgress.assertProgress;
import static io.viralstream.streams.score.ReportedProgress.progress;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Recording;
import io.viralstream.schemas.avro.Score;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.schemas.avro.Step;
import io.viralstream.scoring.RecordedAnswers;
import io.viralstream.streams.Flow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that were given elsewhere, of a benchmark with two items.
class RecordedAnswersTest {
  private static final Evaluation OPEN = recorded(List.of());

  @TempDir Path folder;
  private Flow flow;

  @BeforeEach
  void start() {
    flow = new Flow(Step.SCORE, ScoreTopology::of, folder);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void scoreAsAWorkersDo() {
    open();
    answer(OPEN, 1, "yes");
    answer(OPEN, 2, "no");

    assertProgress(flow, ProgressState.COMPLETE, 2, 0, 0);
    assertEquals(List.of("yes", "no"), raw());
  }

  @Test
  void nobodyIsAskedForWhatIsMissingAndADayOfSilenceClosesTheEvaluation() {
    open();
    answer(OPEN, 1, "yes");
    flow.wait(Duration.ofHours(23));
    assertProgress(flow, ProgressState.RUNNING, 1, 0, 1);

    flow.wait(Duration.ofHours(2));

    assertProgress(flow, ProgressState.INCOMPLETE, 1, 1, 0);
    assertEquals(List.of(), flow.values(Topics.INFER_TASKS));
    assertEquals(List.of(), flow.values(Topics.DEAD_LETTERS));
  }

  @Test
  void areIncompleteWhereTheirCloseComesBeforeAnAnswerWhichThenScoresAndCompletes() {
    open();
    answer(OPEN, 1, "yes");
    close(OPEN);
    assertProgress(flow, ProgressState.INCOMPLETE, 1, 1, 0);

    answer(OPEN, 2, "yes");

    assertProgress(flow, ProgressState.COMPLETE, 2, 0, 0);
  }

  @Test
  void aCloseThatIsAheadOfItsEvaluationWaitsForIt() {
    hold();
    answer(OPEN, 1, "yes");
    close(OPEN);
    flow.send(OPEN);

    assertProgress(flow, ProgressState.INCOMPLETE, 1, 1, 0);
  }

  @Test
  void theCloseOfAnEarlierRoundDoesNotEndALaterOne() {
    open();
    close(OPEN);
    Evaluation again = Evaluation.newBuilder(OPEN).setRound(1).build();
    flow.send(again);
    close(OPEN);
    assertProgress(flow, ProgressState.RUNNING, 0, 0, 2);

    close(again);

    assertProgress(flow, ProgressState.INCOMPLETE, 0, 2, 0);
  }

  @Test
  void aCancelledEvaluationCountsThemAndDoesNotScore() {
    open();
    flow.send(cancelled(OPEN));
    answer(OPEN, 1, "yes");

    assertEquals(1, progress(flow).getLate());
    assertEquals(List.of(), raw());
  }

  @Test
  void areScoredByTheVariantThatTheEvaluationNames() {
    hold();
    Evaluation rescored =
        Evaluation.newBuilder(recorded(List.of("lmms"))).setRule(ScoringRule.POPE).build();
    flow.send(rescored);
    answer(rescored, 1, "yes");

    assertEquals(
        List.of("pope-lmms/1"), flow.values(Topics.SCORES).stream().map(Score::getParser).toList());
  }

  @Test
  void captionsAreReadWithTheSynonymsOfTheEvaluation() {
    flow.send(item(1, "dog"));
    flow.send(seal(1));
    Evaluation chair =
        Evaluation.newBuilder(OPEN)
            .setRule(ScoringRule.CHAIR)
            .setSynonyms("dog, puppy\ncat")
            .build();
    flow.send(chair);
    answer(chair, 1, "A puppy and a cat.");

    Score score = flow.values(Topics.SCORES).getFirst();
    assertEquals("dog, cat", score.getParsed());
  }

  @Test
  void captionsWithoutSynonymsAreADeadLetter() {
    hold();
    Evaluation chair = Evaluation.newBuilder(OPEN).setRule(ScoringRule.CHAIR).build();
    flow.send(chair);
    answer(chair, 1, "A puppy.");

    String reason = flow.values(Topics.DEAD_LETTERS).getFirst().getReason();
    assertTrue(reason.contains("synonyms are missing"), reason);
  }

  @Test
  void aMonthAfterTheEndLateAnswersAreCountedAndScoreNoMore() {
    open();
    answer(OPEN, 1, "yes");
    close(OPEN);
    flow.wait(Duration.ofDays(29));
    answer(OPEN, 1, "no");
    assertEquals(1, progress(flow).getConflicts());

    flow.wait(Duration.ofDays(2));
    answer(OPEN, 1, "no");
    answer(OPEN, 2, "no");

    Progress last = progress(flow);
    assertTrue(last.getForgotten());
    assertEquals(2, last.getLate());
    assertEquals(List.of("yes"), raw());
  }

  @Test
  void aRoundThatIsOpenIsNotForgottenHoweverLongAgoTheLastOneEnded() {
    open();
    close(OPEN);
    flow.wait(Duration.ofDays(29));
    flow.send(Evaluation.newBuilder(OPEN).setRound(1).build());
    answer(OPEN, 1, "yes");

    assertEquals(Optional.empty(), progress(flow).getClosedAt());
    assertEquals(List.of("yes"), raw());
  }

  private void open() {
    hold();
    flow.send(OPEN);
  }

  private void hold() {
    flow.send(item(1, "yes"));
    flow.send(item(2, "yes"));
    flow.send(seal(2));
  }

  private void answer(Evaluation evaluation, int item, String text) {
    flow.send(RecordedAnswers.answer(evaluation, itemId(item), text, Flow.START));
  }

  private void close(Evaluation evaluation) {
    flow.send(RecordedAnswers.close(evaluation, Flow.START));
  }

  private List<String> raw() {
    return flow.values(Topics.SCORES).stream().map(Score::getRaw).toList();
  }

  private static Evaluation recorded(List<String> variants) {
    return Evaluation.newBuilder(evaluation("evaluation-1"))
        .setState(EvaluationState.RECORDED)
        .setRecording(new Recording("run", variants, null, false))
        .build();
  }
}
