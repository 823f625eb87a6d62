package io.viralstream.streams.route;

import static io.viralstream.streams.Examples.again;
import static io.viralstream.streams.Examples.cancelled;
import static io.viralstream.streams.Examples.evaluation;
import static io.viralstream.streams.Examples.item;
import static io.viralstream.streams.Examples.itemId;
import static io.viralstream.streams.Examples.seal;
import static io.viralstream.streams.Examples.superseded;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Step;
import io.viralstream.streams.Flow;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpansionTest {
  private static final Evaluation ASKED = evaluation("evaluation-1");

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
  void asksEveryItemOfASealedBenchmark() {
    holdItems(2);
    flow.send(seal(2));
    flow.send(ASKED);

    assertEquals(items(1, 2), turn());
  }

  @Test
  void aQuestionSaysWhomAndHowToAsk() {
    holdItems(1);
    flow.send(seal(1));
    flow.send(ASKED);
    flow.turn();

    InferTask task = flow.values(Topics.INFER_TASKS).getFirst();
    assertEquals("evaluation-1", task.getEvaluation().orElseThrow());
    assertEquals("viral-1-abc", task.getModelVersion());
    assertEquals("question 1", task.getQuestion());
    assertEquals(16, task.getDecoding().getMaxTokens());
  }

  @Test
  void waitsForTheSealOfItsPartition() {
    holdItems(2);
    flow.send(ASKED);
    assertEquals(List.of(), turn());

    flow.send(seal(2));

    assertEquals(items(1, 2), turn());
  }

  @Test
  void waitsForAsManyItemsAsTheSealNames() {
    flow.send(ASKED);
    flow.send(seal(2));
    holdItems(1);
    assertEquals(List.of(), turn());

    flow.send(item(2, "yes"));

    assertEquals(items(1, 2), turn());
  }

  @Test
  void anItemThatComesTwiceCountsOnce() {
    flow.send(ASKED);
    flow.send(seal(2));
    holdItems(1);
    holdItems(1);

    assertEquals(List.of(), turn());
  }

  @Test
  void asksInChunksAndGoesOnWhereItWas() {
    holdItems(7);
    flow.send(seal(7));
    flow.send(ASKED);

    assertEquals(items(1, 3), turn());
    assertEquals(items(4, 6), turn());
    assertEquals(items(7, 7), turn());
    assertEquals(List.of(), turn());
  }

  @Test
  void asksNothingMoreOnceItIsCancelled() {
    holdItems(7);
    flow.send(seal(7));
    flow.send(ASKED);
    turn();
    flow.send(cancelled(ASKED));

    assertEquals(List.of(), turn());
  }

  @Test
  void leavesAskingAgainToTheScoreWhichKnowsWhatIsMissing() {
    holdItems(2);
    flow.send(seal(2));
    flow.send(ASKED);
    turn();
    flow.send(cancelled(ASKED));
    flow.send(again(ASKED));

    assertEquals(List.of(), turn());
  }

  @Test
  void asksNothingOfAnEvaluationThatWasSuperseded() {
    holdItems(1);
    flow.send(seal(1));
    flow.send(superseded(ASKED));
    assertEquals(List.of(), turn());

    flow.send(ASKED);

    assertEquals(items(1, 1), turn());
  }

  @Test
  void theSameEvaluationAgainAsksNothing() {
    holdItems(2);
    flow.send(seal(2));
    flow.send(ASKED);
    turn();
    flow.send(ASKED);

    assertEquals(List.of(), turn());
  }

  @Test
  void twoEvaluationsOfOneBenchmarkAskEveryItemEach() {
    holdItems(2);
    flow.send(seal(2));
    flow.send(ASKED);
    flow.send(evaluation("evaluation-2"));

    assertEquals(4, turn().size());
  }

  @Test
  void askingAgainInACancelledRoundOpensNothing() {
    holdItems(1);
    flow.send(seal(1));
    flow.send(cancelled(ASKED));
    flow.send(ASKED);

    assertEquals(List.of(), turn());
  }

  private void holdItems(int count) {
    for (int i = 1; i <= count; i++) flow.send(item(i, "yes"));
  }

  private List<String> turn() {
    flow.turn();
    return flow.values(Topics.INFER_TASKS).stream().map(InferTask::getId).toList();
  }

  private static List<String> items(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(number -> itemId(number)).toList();
  }
}
