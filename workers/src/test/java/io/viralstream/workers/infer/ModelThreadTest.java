package io.viralstream.workers.infer;

import static io.viralstream.workers.infer.AnswerWork.Batching.ALONE;
import static io.viralstream.workers.infer.AnswerWork.Batching.SHARED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ModelThreadTest {
  @Test
  void letsALiveQuestionGoBeforeWaitingItems() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    try (ModelThread thread = new ModelThread(PLAIN)) {
      CompletableFuture<Boolean> first =
          thread.submit(
              Urgency.ITEM,
              () -> {
                begun.countDown();
                running.await();
                return order.add("running item");
              });
      begun.await();
      CompletableFuture<Boolean> item = thread.submit(Urgency.ITEM, () -> order.add("item"));
      CompletableFuture<Boolean> ask = thread.submit(Urgency.ASK, () -> order.add("ask"));
      running.countDown();
      CompletableFuture.allOf(first, item, ask).get();
    }
    assertEquals(List.of("running item", "ask", "item"), order);
  }

  @Test
  void goesOnAfterWorkThatFailed() throws Exception {
    try (ModelThread thread = new ModelThread(PLAIN)) {
      CompletableFuture<String> bad =
          thread.submit(
              Urgency.ITEM,
              () -> {
                throw new IllegalStateException("bad");
              });
      assertThrows(ExecutionException.class, bad::get);
      assertEquals("good", thread.submit(Urgency.ITEM, () -> "good").get());
    }
  }

  @Test
  void letsTheNextInTurnJoinWhereItAsksTheSameModel() throws Exception {
    assertEquals(List.of("joined"), joined(work("a", SHARED), work("a", SHARED)));
    assertEquals(
        List.of("joined", "joined"),
        joined(work("a", SHARED), work("a", SHARED), work("a", SHARED)));
  }

  @Test
  void passesNoOneOverWhoMayNotJoin() throws Exception {
    assertEquals(List.of(), joined(work("a", SHARED), work("b", SHARED), work("a", SHARED)));
  }

  @Test
  void keepsQuestionsThatMustBeAloneAlone() throws Exception {
    assertEquals(List.of(), joined(work("a", SHARED), work("a", ALONE)));
    assertEquals(List.of(), joined(work("a", ALONE), work("a", SHARED)));
  }

  /// One entry for each work that joined the first; all are answered in the end.
  private static List<String> joined(AnswerWork first, AnswerWork... others) throws Exception {
    List<String> joined = new CopyOnWriteArrayList<>();
    CountDownLatch queued = new CountDownLatch(1);
    try (ModelThread thread = new ModelThread(new JoiningAnswerer(queued, joined))) {
      List<CompletableFuture<List<Reply>>> replies = new ArrayList<>();
      replies.add(thread.answer(Urgency.ITEM, first));
      for (AnswerWork other : others) replies.add(thread.answer(Urgency.ITEM, other));
      queued.countDown();
      CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).get();
    }
    return joined;
  }

  private static AnswerWork work(String version, AnswerWork.Batching company) {
    return AnswerWork.of(InferTasks.checkpoint(version).build(), List.of(), company);
  }

  /// Answers with nothing, one work after another.
  private static final Answerer PLAIN =
      new Answerer() {
        @Override
        public void answer(AnswerWork work, Supplier<Optional<AnswerWork>> joining) {
          work.replies().complete(List.of());
        }

        @Override
        public void close() {}
      };

  /// Waits until others are queued, then takes in whoever may join.
  private record JoiningAnswerer(CountDownLatch queued, List<String> joined) implements Answerer {
    @Override
    public void answer(AnswerWork work, Supplier<Optional<AnswerWork>> joining) {
      try {
        queued.await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
      for (Optional<AnswerWork> each = joining.get(); each.isPresent(); each = joining.get()) {
        joined.add("joined");
        each.get().replies().complete(List.of());
      }
      work.replies().complete(List.of());
    }

    @Override
    public void close() {}
  }
}
