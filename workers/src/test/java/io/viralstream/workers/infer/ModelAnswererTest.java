package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.generate.Openers;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.published.Golden;
import io.viralstream.models.tensor.Exhaustion;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.InferTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelAnswererTest {
  private final Torch torch = Torch.open(TorchSettings.cpu(1));
  private final ModelAnswerer answerer =
      new ModelAnswerer(
          Openers.of(torch),
          new ModelAnswerer.Limits(1, 1, 1 << 20),
          new FeatureCache(1_000),
          this::tick);

  /// A second later whenever it is asked.
  private Instant now = Instant.EPOCH;

  @TempDir Path folder;
  private Checkpoint checkpoint;

  @BeforeEach
  void write() throws IOException {
    ModelDirectory directory = TinyModelDirectory.write(torch, folder, 3);
    checkpoint = checkpoint("arm-0-0", directory.sha256());
  }

  @AfterEach
  void close() {
    answerer.close();
  }

  @Test
  void tellsWhatIsWrongWithAModelAndNotWhereItLies() {
    Checkpoint version =
        InferTasks.checkpoint("v").setUri("file:///data/arms/viral-3").setSha256("").build();
    assertEquals(
        "its files: no such directory",
        ModelAnswerer.placeless("file:///data/arms/viral-3: no such directory", version));
    assertEquals(
        "config.json: no JSON",
        ModelAnswerer.placeless("/data/arms/viral-3/config.json: no JSON", version));
  }

  @Test
  void answersEachQuestionInABatchAsItWouldAlone() throws IOException {
    List<PreparedQuestion> questions =
        List.of(text("How many?", 4), about(1, "Is there a red circle?", 4), about(2, "How?", 6));
    List<Reply> together = InferTasks.answered(answerer, checkpoint, questions);
    for (int i = 0; i < questions.size(); i++) {
      Reply alone = InferTasks.answered(answerer, checkpoint, List.of(questions.get(i))).getFirst();
      assertEquals(said(alone).text(), said(together.get(i)).text());
      assertEquals(said(alone).promptTokens(), said(together.get(i)).promptTokens());
    }
  }

  @Test
  void countsThePictureAmongThePromptsTokens() throws IOException {
    List<Reply> replies =
        InferTasks.answered(answerer, checkpoint, List.of(text("How?", 1), about(1, "How?", 1)));
    assertEquals(
        TinyModelDirectory.VISION.patches(),
        said(replies.get(1)).promptTokens() - said(replies.get(0)).promptTokens());
  }

  @Test
  void runsNoMoreTogetherThanATaskAsksFor() throws IOException {
    PreparedQuestion alone =
        InferTasks.prepared(
            InferTasks.text("How?").setExecution(new Execution(1, "auto", false)).build(),
            Optional.empty());
    for (Reply reply : InferTasks.answered(answerer, checkpoint, List.of(alone, alone))) {
      assertEquals(1, said(reply).batch());
    }
  }

  @Test
  void refusesAQuestionThatLeavesNoRoomAndAnswersTheOthers() throws IOException {
    List<Reply> replies =
        InferTasks.answered(
            answerer, checkpoint, List.of(text("?!".repeat(64), 4), text("How?", 4)));
    assertEquals(Category.TOO_LONG, failed(replies.get(0)).category());
    said(replies.get(1));
  }

  @Test
  void letsWorkJoinBetweenTokensAndHandsItOverWhenItIsDone() throws IOException {
    AnswerWork running = work(text("How many?", 20), text("How?", 20));
    AnswerWork joining = work(about(1, "How?", 2));
    List<String> order = new ArrayList<>();
    CompletableFuture<Void> both =
        CompletableFuture.allOf(
            running.replies().thenRun(() -> order.add("running")),
            joining.replies().thenRun(() -> order.add("joining")));
    Deque<AnswerWork> waiting = new ArrayDeque<>(List.of(joining));
    answerer.answer(running, () -> Optional.ofNullable(waiting.poll()));
    both.join();
    assertEquals(List.of("joining", "running"), order);
    for (AnswerWork work : List.of(running, joining)) {
      List<Reply> alone = InferTasks.answered(answerer, checkpoint, work.questions());
      for (int i = 0; i < alone.size(); i++) {
        assertEquals(said(alone.get(i)).text(), said(work.replies().join().get(i)).text());
      }
    }
  }

  @Test
  void letsAllThatWaitsJoinBeforeTheNextToken() throws IOException {
    AnswerWork running = work(text("How many?", 3));
    Deque<AnswerWork> waiting =
        new ArrayDeque<>(List.of(work(text("How?", 1)), work(about(1, "How?", 1))));
    List<AnswerWork> joining = List.copyOf(waiting);
    answerer.answer(running, () -> Optional.ofNullable(waiting.poll()));
    assertTrue(joining.stream().allMatch(work -> work.replies().isDone()));
  }

  @Test
  void givesUpAnAnswerWhoseDeadlinePassesAndEndsTheOther() throws IOException {
    PreparedQuestion hurried = until(Instant.EPOCH.plusSeconds(4), "How many?", 20);
    List<Reply> replies =
        InferTasks.answered(answerer, checkpoint, List.of(hurried, text("How?", 20)));
    assertEquals(Category.EXPIRED, failed(replies.get(0)).category());
    assertEquals(
        said(InferTasks.answered(answerer, checkpoint, List.of(text("How?", 20))).getFirst())
            .text(),
        said(replies.get(1)).text());
  }

  @Test
  void endsItsWorkWhereNobodyWaitsForAnyOfIt() throws IOException {
    PreparedQuestion hurried = until(Instant.EPOCH.plusSeconds(4), "How many?", 20);
    InferTasks.answered(answerer, checkpoint, List.of(hurried));
    assertEquals(Instant.EPOCH.plusSeconds(5), now);
  }

  @Test
  void beginsNoAnswerThatNobodyWaitsForAnyMore() throws IOException {
    PreparedQuestion late = until(Instant.EPOCH, "How many?", 20);
    List<Reply> replies = InferTasks.answered(answerer, checkpoint, List.of(late));
    assertEquals(Category.EXPIRED, failed(replies.getFirst()).category());
    assertEquals(Instant.EPOCH.plusSeconds(1), now);
  }

  private Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }

  private static PreparedQuestion until(Instant deadline, String question, int maxTokens) {
    InferTask task =
        InferTasks.text(question)
            .setDecoding(InferTasks.decoding(maxTokens, 0))
            .setDeadline(deadline)
            .build();
    return InferTasks.prepared(task, Optional.empty());
  }

  @Test
  void failsAllThatRunTogetherWhereOneFails() {
    AnswerWork running = work(text("How many?", 20));
    IllegalStateException failure = new IllegalStateException("no more");
    assertThrows(
        IllegalStateException.class,
        () ->
            answerer.answer(
                running,
                () -> {
                  throw failure;
                }));
    assertTrue(running.replies().isCompletedExceptionally());
  }

  @Test
  void answersOneByOneWhereThereIsNoMemoryForAllTogether() throws IOException {
    AnswerWork running = work(text("How many?", 20), about(1, "How?", 20));
    AnswerWork joined = work(text("How?", 20));
    Deque<AnswerWork> waiting = new ArrayDeque<>(List.of(joined));
    answerer.answer(
        running,
        () -> {
          if (waiting.isEmpty()) Exhaustion.provoke(torch);
          return Optional.ofNullable(waiting.poll());
        });
    for (AnswerWork work : List.of(running, joined)) {
      List<Reply> alone = InferTasks.answered(answerer, checkpoint, work.questions());
      for (int i = 0; i < alone.size(); i++) {
        Reply.Said said = said(work.replies().join().get(i));
        assertEquals(said(alone.get(i)).text(), said.text());
        assertEquals(1, said.batch());
      }
    }
  }

  @Test
  void keepsNoMoreVersionsLoadedThanItsBytesHold() throws IOException {
    try (ModelAnswerer small =
        new ModelAnswerer(
            Openers.of(torch),
            new ModelAnswerer.Limits(3, 1, 1),
            new FeatureCache(0),
            this::tick)) {
      small.load(checkpoint);
      long one = torch.living();
      small.load(checkpoint("arm-1-1", checkpoint.getSha256()));
      assertEquals(one, torch.living());
    }
  }

  private AnswerWork work(PreparedQuestion... questions) {
    return AnswerWork.of(checkpoint, List.of(questions), AnswerWork.Batching.SHARED);
  }

  @Test
  void saysOfAPublishedModelWhatTransformersSaysWithItsEnd() throws IOException {
    Golden golden = Golden.of("llava-vicuna-clip");
    Checkpoint published = Publication.describe("tiny", golden.directory(), Clock.systemUTC());
    Reply reply =
        InferTasks.answered(answerer, published, List.of(text("Describe the picture.", 10)))
            .getFirst();
    assertEquals(golden.words().get("texts").get(3).asText(), said(reply).text());
    assertEquals(golden.ids("ids").get(3).size(), said(reply).promptTokens());
  }

  @Test
  void refusesACheckpointThatIsNotWhatWasPublished() throws IOException {
    List<Reply> replies =
        InferTasks.answered(
            answerer, checkpoint("arm-1-1", "0".repeat(64)), List.of(text("How?", 4)));
    assertEquals(Category.MODEL_MISSING, failed(replies.getFirst()).category());
    assertTrue(failed(replies.getFirst()).reason().contains("published as 000"));
  }

  private static Reply.Said said(Reply reply) {
    return assertInstanceOf(Reply.Said.class, reply);
  }

  private static Reply.Failed failed(Reply reply) {
    return assertInstanceOf(Reply.Failed.class, reply);
  }

  private static PreparedQuestion text(String question, int maxTokens) {
    return InferTasks.prepared(
        InferTasks.text(question).setDecoding(InferTasks.decoding(maxTokens, 0)).build(),
        Optional.empty());
  }

  private static PreparedQuestion about(int seed, String question, int maxTokens) {
    byte[] rgb = new byte[10 * 7 * 3];
    new Random(seed).nextBytes(rgb);
    return InferTasks.prepared(
        InferTasks.text(question).setDecoding(InferTasks.decoding(maxTokens, 0)).build(),
        Optional.of(new HashedPicture.Whole("sha" + seed, new Picture(10, 7, rgb))));
  }

  private Checkpoint checkpoint(String version, String sha256) {
    return InferTasks.checkpoint(version).setUri("file://" + folder).setSha256(sha256).build();
  }
}
