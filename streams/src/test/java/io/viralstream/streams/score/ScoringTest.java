package io.viralstream.streams.score;

import static io.viralstream.streams.Examples.again;
import static io.viralstream.streams.Examples.answer;
import static io.viralstream.streams.Examples.cancelled;
import static io.viralstream.streams.Examples.evaluation;
import static io.viralstream.streams.Examples.failed;
import static io.viralstream.streams.Examples.item;
import static io.viralstream.streams.Examples.itemId;
import static io.viralstream.streams.Examples.live;
import static io.viralstream.streams.Examples.seal;
import static io.viralstream.streams.score.ReportedProgress.assertProgress;
import static io.viralstream.streams.score.ReportedProgress.progress;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Asked;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Score;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.SchemaIds;
import io.viralstream.streams.Flow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringTest {
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
  void scoresAnAnswerAgainstItsTruth() {
    askTwoItems();
    flow.send(answer(ID, 1, "Yes."));

    Score score = scores().getFirst();
    assertTrue(score.getCorrect());
    assertEquals("yes", score.getParsed());
    assertEquals("Yes.", score.getRaw());
    assertEquals("generic", score.getVariant());
    assertEquals(25.0, score.getLatencyMillis());
  }

  @Test
  void scoresUnderEveryVariantOfTheRule() {
    hold(item(1, "yes"), seal(1));
    flow.send(Evaluation.newBuilder(ASKED).setRule(ScoringRule.POPE).build());
    flow.send(answer(ID, 1, "Yes, there is."));

    Stream<String> parsed =
        scores().stream().map(score -> score.getParser() + " " + score.getParsed());
    assertEquals(List.of("pope-official/1 yes", "strict/1 unknown"), parsed.toList());
  }

  @Test
  void isCompleteWhenEveryItemIsScoredOrFailed() {
    askTwoItems();
    flow.send(answer(ID, 1, "yes"));
    assertProgress(flow, ProgressState.RUNNING, 1, 0, 1);

    flow.send(failed(ID, 2));

    assertProgress(flow, ProgressState.COMPLETE, 1, 1, 0);
  }

  @Test
  void aPartitionWithoutItemsIsCompleteAtOnce() {
    hold(seal(0));
    flow.send(ASKED);

    assertProgress(flow, ProgressState.COMPLETE, 0, 0, 0);
  }

  @Test
  void reportsProgressOnceATurnUnderEvaluationAndPartition() {
    askTwoItems();
    flow.send(answer(ID, 1, "yes"));
    flow.send(answer(ID, 2, "yes"));
    flow.turn();
    flow.turn();

    List<String> keys = flow.records(Topics.PROGRESS).stream().map(record -> record.key).toList();
    assertEquals(List.of("evaluation-1/0"), keys);
  }

  @Test
  void countsTheFirstAnswerAndIgnoresItsRepetition() {
    askTwoItems();
    flow.send(answer(ID, 1, "yes"));
    flow.send(answer(ID, 1, "yes"));

    assertEquals(1, scores().size());
    assertEquals(0, progress(flow).getConflicts());
  }

  @Test
  void countsADifferingLaterAnswerAsAConflictAndKeepsTheFirst() {
    askTwoItems();
    flow.send(answer(ID, 1, "yes"));
    flow.send(answer(ID, 1, "no"));

    assertEquals(List.of("yes"), scores().stream().map(Score::getRaw).toList());
    assertEquals(1, progress(flow).getConflicts());
  }

  /// Its bytes are needed only where it waits, as the letter that it may become.
  @Test
  void anAnswerThatScoresAtOnceIsNotWrittenAsBytesAgain() {
    var ids = new LocalSchemaIds();
    var written = new AtomicInteger();
    stop();
    flow = new Flow(Step.SCORE, ScoreTopology::of, folder, counting(ids, written));
    askTwoItems();
    flow.send(answer(ID, 1, "yes"));

    assertEquals(1, scores().size());
    assertEquals(1, written.get(), "of which one is the test's own");
  }

  @Test
  void anAnswerBeforeItsTruthWaitsForTheSeal() {
    flow.send(ASKED);
    hold(item(1, "yes"));
    flow.send(answer(ID, 1, "yes"));
    assertEquals(List.of(), scores());

    hold(seal(1));

    assertEquals(1, scores().size());
    assertProgress(flow, ProgressState.COMPLETE, 1, 0, 0);
  }

  @Test
  void anAnswerBeforeItsEvaluationWaitsForIt() {
    hold(item(1, "yes"), seal(1));
    flow.send(answer(ID, 1, "yes"));
    assertEquals(List.of(), scores());

    flow.send(ASKED);

    assertEquals(1, scores().size());
  }

  @Test
  void anAnswerBeforeItsItemWaitsForIt() {
    hold(seal(1));
    flow.send(ASKED);
    flow.send(answer(ID, 1, "yes"));
    assertEquals(List.of(), scores());

    hold(item(1, "yes"));

    assertEquals(1, scores().size());
  }

  @Test
  void ofTwoAnswersThatWaitedTheFirstInTheLogCounts() {
    hold(item(1, "yes"));
    flow.send(ASKED);
    flow.send(answer(ID, 1, "no"));
    flow.send(answer(ID, 1, "yes"));
    hold(seal(1));

    assertEquals(List.of("no"), scores().stream().map(Score::getRaw).toList());
    assertEquals(1, progress(flow).getConflicts());
  }

  @Test
  void anAnswerWhoseTruthDoesNotComeIsADeadLetterWithItsBytes() {
    flow.send(ASKED);
    Answer answer = answer(ID, 1, "yes");
    flow.send(answer);
    flow.wait(Duration.ofMinutes(9));
    assertEquals(List.of(), flow.values(Topics.DEAD_LETTERS));

    flow.wait(Duration.ofMinutes(2));

    DeadLetter letter = flow.values(Topics.DEAD_LETTERS).getFirst();
    assertEquals(Category.TRUTH_MISSING, letter.getCategory());
    assertEquals("score/answers/0/0", letter.getId());
    byte[] bytes = letter.getValue().orElseThrow().array();
    assertArrayEquals(flow.bytes(Topics.ANSWERS, answer), bytes);
  }

  @Test
  void aRealAnswerToAFailedItemStillScores() {
    askTwoItems();
    flow.send(failed(ID, 1));
    assertProgress(flow, ProgressState.RUNNING, 0, 1, 1);

    flow.send(answer(ID, 1, "yes"));

    assertEquals(1, scores().size());
    assertProgress(flow, ProgressState.RUNNING, 1, 0, 1);
  }

  @Test
  void givingUpWhatWasAnsweredChangesNothing() {
    askTwoItems();
    flow.send(answer(ID, 1, "yes"));
    flow.send(failed(ID, 1));
    flow.send(failed(ID, 2));
    flow.send(failed(ID, 2));

    assertProgress(flow, ProgressState.COMPLETE, 1, 1, 0);
  }

  @Test
  void aCancelledEvaluationCountsLaterAnswersAndDoesNotScoreThem() {
    askTwoItems();
    flow.send(answer(ID, 1, "yes"));
    flow.send(cancelled(ASKED));
    flow.send(answer(ID, 2, "yes"));

    assertEquals(List.of(itemId(1)), scores().stream().map(Score::getItemId).toList());
    Progress progress = progress(flow);
    assertEquals(ProgressState.CANCELLED, progress.getState());
    assertEquals(1, progress.getLate());
  }

  @Test
  void anEvaluationThatIsAskedForAgainGoesOnWithWhatIsMissing() {
    askTwoItems();
    flow.send(answer(ID, 1, "yes"));
    flow.send(cancelled(ASKED));
    flow.send(again(ASKED));
    assertProgress(flow, ProgressState.RUNNING, 1, 0, 1);

    flow.send(answer(ID, 1, "yes"));
    flow.send(answer(ID, 2, "yes"));

    assertEquals(2, scores().size());
    assertProgress(flow, ProgressState.COMPLETE, 2, 0, 0);
  }

  @Test
  void passesALiveAnswerOnOnce() {
    flow.send(live("task-1", "a dog"));
    flow.send(live("task-1", "a dog"));
    flow.send(live("task-2", "a cat"));

    List<String> asked = flow.values(Topics.ASKED).stream().map(Asked::getText).toList();
    assertEquals(List.of("a dog", "a cat"), asked);
  }

  @Test
  void anAnswerOfNoKnownPurposeIsADeadLetter() {
    flow.send(Answer.newBuilder(answer(ID, 1, "yes")).setEvaluation(null).build());

    assertEquals(Category.INVALID, flow.values(Topics.DEAD_LETTERS).getFirst().getCategory());
  }

  /// Counts how often an answer is written.
  private static SchemaIds counting(SchemaIds ids, AtomicInteger written) {
    return new SchemaIds() {
      @Override
      public int id(String subject, Schema schema) {
        if (subject.equals("answers-value")) written.incrementAndGet();
        return ids.id(subject, schema);
      }

      @Override
      public Schema schema(int id) {
        return ids.schema(id);
      }
    };
  }

  private void askTwoItems() {
    hold(item(1, "yes"), item(2, "no"), seal(2));
    flow.send(ASKED);
  }

  private void hold(BenchmarkItemEvent... events) {
    for (BenchmarkItemEvent event : events) flow.send(event);
  }

  private List<Score> scores() {
    return flow.values(Topics.SCORES);
  }
}
