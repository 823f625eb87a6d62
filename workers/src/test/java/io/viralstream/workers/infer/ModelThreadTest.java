package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ModelThreadTest {
  @Test
  void letsALiveQuestionGoBeforeWaitingItems() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    try (ModelThread thread = new ModelThread()) {
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
    try (ModelThread thread = new ModelThread()) {
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
}
