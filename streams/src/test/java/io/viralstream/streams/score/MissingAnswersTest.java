package io.viralstream.streams.score;

import static io.viralstream.streams.Examples.again;
import static io.viralstream.streams.Examples.answer;
import static io.viralstream.streams.Examples.cancelled;
import static io.viralstream.streams.Examples.evaluation;
import static io.viralstream.streams.Examples.failed;
import static io.viralstream.streams.Examples.item;
import static io.viralstream.streams.Examples.itemId;
import static io.viralstream.streams.Examples.seal;
import static io.viralstream.streams.score.ReportedProgress.assertProgress;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Step;
import io.viralstream.streams.Flow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wait is ten minutes, doubling; a chunk is three questions.
class MissingAnswersTest {
  private static final String ID = "evaluation-1";
  private static final Evaluation ASKED = evaluation(ID);

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
  void asksAgainForWhatIsMissingAndNothingElse() {
    ask(3);
    flow.send(answer(ID, 1, "yes"));
    flow.send(failed(ID, 2));
    minutes(9);
    assertEquals(List.of(), asked());

    minutes(2);

    assertEquals(List.of(itemId(3)), asked());
  }

  @Test
  void aQuestionThatIsAskedAgainIsTheSameButForItsAttempt() {
    ask(1);
    minutes(11);
    flow.turn();

    InferTask task = flow.values(Topics.INFER_TASKS).getFirst();
    assertEquals(ID, task.getEvaluation().orElseThrow());
    assertEquals("viral-1-abc", task.getModelVersion());
    assertEquals("question 1", task.getQuestion());
    assertEquals(16, task.getDecoding().getMaxTokens());
    assertEquals(1, task.getAttempt());
  }

  @Test
  void asksAgainInChunksAndGoesOnWhereItWas() {
    ask(7);
    minutes(11);

    assertEquals(7, asked().size());
    assertEquals(List.of(), asked());
  }

  @Test
  void anAnswerBeginsTheWaitAnew() {
    ask(2);
    minutes(9);
    flow.send(answer(ID, 1, "yes"));
    minutes(9);

    assertEquals(List.of(), asked());
  }

  @Test
  void asksThreeTimesAtLongerAndLongerIntervalsAndThenClosesAsFailed() {
    ask(2);
    flow.send(answer(ID, 1, "yes"));
    minutes(9);
    var askings = new ArrayList<Integer>();
    for (int minute = 10; minute <= 151; minute++) {
      minutes(1);
      if (!asked().isEmpty()) askings.add(minute);
    }

    assertEquals(List.of(10, 30, 70), askings);
    assertProgress(flow, ProgressState.FAILED, 1, 1, 0);
  }

  @Test
  void aClosingNamesWhatIsMissingInADeadLetter() {
    ask(2);
    flow.send(answer(ID, 1, "yes"));
    close();

    List<DeadLetter> letters = letters();
    assertEquals(1, letters.size());
    DeadLetter letter = letters.getFirst();
    assertEquals(Category.UNANSWERED, letter.getCategory());
    assertEquals("score/evaluations/0/0", letter.getId());
    assertTrue(letter.getReason().contains("1 of 2 items have no answer"), letter.getReason());
    assertTrue(letter.getReason().endsWith("missing: existence/source-2"), letter.getReason());
  }

  @Test
  void aDeadLetterNamesAFewOfManyMissingItems() {
    ask(20);
    close();

    String reason = letters().getFirst().getReason();
    assertTrue(reason.contains("source-8, …"), reason);
    assertTrue(!reason.contains("source-9"), reason);
  }

  @Test
  void aLateAnswerToAFailedItemStillScoresAndTheLastOneCompletesTheEvaluation() {
    ask(2);
    close();
    assertProgress(flow, ProgressState.FAILED, 0, 2, 0);

    flow.send(answer(ID, 1, "yes"));
    assertProgress(flow, ProgressState.FAILED, 1, 1, 0);
    flow.send(answer(ID, 2, "yes"));

    assertEquals(2, flow.values(Topics.SCORES).size());
    assertProgress(flow, ProgressState.COMPLETE, 2, 0, 0);
  }

  @Test
  void anItemThatAWorkerGivesUpLateStaysFailedButIsNoLongerUnanswered() {
    ask(2);
    close();
    flow.send(failed(ID, 1));
    flow.send(failed(ID, 1));
    assertProgress(flow, ProgressState.FAILED, 0, 2, 0);

    flow.send(answer(ID, 2, "yes"));

    assertProgress(flow, ProgressState.COMPLETE, 1, 1, 0);
  }

  @Test
  void aLateAnswerThatComesTwiceScoresOnce() {
    ask(2);
    close();
    flow.send(answer(ID, 1, "yes"));
    flow.send(answer(ID, 1, "yes"));

    assertEquals(1, flow.values(Topics.SCORES).size());
    assertProgress(flow, ProgressState.FAILED, 1, 1, 0);
  }

  @Test
  void askedForAgainAClosedEvaluationAsksForWhatIsMissingAtOnce() {
    ask(3);
    flow.send(answer(ID, 1, "yes"));
    close();
    asked();
    flow.send(again(ASKED));

    assertEquals(List.of(itemId(2), itemId(3)), asked());
    assertProgress(flow, ProgressState.RUNNING, 1, 0, 2);
  }

  @Test
  void eachRoundMayAskThreeTimesAgain() {
    ask(1);
    close();
    asked();
    flow.send(again(ASKED));
    assertEquals(1, asked().size());

    minutes(11);

    assertEquals(1, asked().size());
  }

  @Test
  void asksNothingAgainOnceItIsCancelled() {
    ask(7);
    flow.send(cancelled(ASKED));
    close();

    assertEquals(List.of(), asked());
    assertEquals(List.of(), letters());
    assertProgress(flow, ProgressState.CANCELLED, 0, 0, 7);
  }

  @Test
  void aCancelledEvaluationThatIsAskedForAgainScoresEachItemOnce() {
    ask(3);
    flow.send(answer(ID, 1, "yes"));
    flow.send(cancelled(ASKED));
    flow.send(answer(ID, 2, "yes"));
    flow.send(again(ASKED));
    assertEquals(List.of(itemId(2), itemId(3)), asked());

    for (int i = 1; i <= 3; i++) flow.send(answer(ID, i, "yes"));

    assertEquals(3, flow.values(Topics.SCORES).size());
    assertProgress(flow, ProgressState.COMPLETE, 3, 0, 0);
  }

  @Test
  void waitsWithAskingAgainUntilThePartitionHoldsItsItems() {
    flow.send(ASKED);
    flow.send(again(ASKED));
    flow.send(item(1, "yes"));
    assertEquals(List.of(), asked());

    flow.send(seal(1));

    assertEquals(List.of(itemId(1)), asked());
  }

  private void ask(int items) {
    for (int i = 1; i <= items; i++) flow.send(item(i, "yes"));
    flow.send(seal(items));
    flow.send(ASKED);
  }

  /// Every wait that there is, and a little.
  private void close() {
    for (int i = 0; i < 160; i++) minutes(1);
  }

  private void minutes(int minutes) {
    flow.wait(Duration.ofMinutes(minutes));
  }

  /// What was asked again since the last time, all chunks of it.
  private List<String> asked() {
    for (int i = 0; i < 4; i++) flow.turn();
    return flow.values(Topics.INFER_TASKS).stream().map(InferTask::getId).toList();
  }

  private List<DeadLetter> letters() {
    return flow.values(Topics.DEAD_LETTERS);
  }
}
