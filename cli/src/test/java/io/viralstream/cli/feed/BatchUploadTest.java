package io.viralstream.cli.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.viralstream.cli.client.BatchReply;
import io.viralstream.cli.client.Multipart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The next batch is gathered while one is on its way, and never overtakes it.
@Timeout(120)
class BatchUploadTest {
  private static final int LINES = 500;

  private final UploadCounts counts = new UploadCounts();

  private static BatchReply taken(int lines) {
    return new BatchReply(lines, List.of(), List.of());
  }

  private BatchUpload upload(BatchUpload.Destination destination) {
    return new BatchUpload("answers", destination, counts, time -> {});
  }

  private static void add(BatchUpload upload, int from, int to) throws InterruptedException {
    for (int i = from; i < to; i++)
      upload.add("line " + i, JsonNodeFactory.instance.objectNode().put("item", i));
  }

  @Test
  void gathersTheNextBatchWhileOneIsOnItsWay() throws InterruptedException {
    var gathered = new CountDownLatch(1);
    var sent = new AtomicInteger();
    BatchUpload upload =
        upload(batch -> {
          if (sent.getAndIncrement() == 0) gathered.await();
          return taken(LINES);
        });
    add(upload, 0, 2 * LINES); // returns though nobody has answered the first batch yet
    assertEquals(0, counts.taken());
    gathered.countDown();
    upload.flush();
    assertEquals(2 * LINES, counts.taken());
  }

  @Test
  void sendsNoBatchBeforeTheOneBeforeIsAnswered() throws InterruptedException {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    var sent = new AtomicInteger();
    BatchUpload upload =
        upload(batch -> {
          int number = sent.incrementAndGet();
          events.add("sent " + number);
          events.add("answered " + number);
          return taken(LINES);
        });
    add(upload, 0, 4 * LINES);
    upload.flush();
    assertEquals(
        IntStream.rangeClosed(1, 4)
            .boxed()
            .flatMap(i -> List.of("sent " + i, "answered " + i).stream())
            .toList(),
        events);
  }

  @Test
  void throwsWhatBecameOfTheBatchOnItsWay() throws InterruptedException {
    BatchUpload upload =
        upload(batch -> {
          throw new IllegalArgumentException("refused");
        });
    add(upload, 0, LINES + 1);
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> add(upload, LINES + 1, 2 * LINES + 1));
    assertEquals("refused", thrown.getMessage());
  }

  @Test
  void stopsWaitingWhenItIsInterrupted() throws Exception {
    var onItsWay = new CountDownLatch(1);
    BatchUpload upload =
        upload((Multipart batch) -> {
          onItsWay.countDown();
          new CountDownLatch(1).await();
          return taken(1);
        });
    var stopped = new CountDownLatch(1);
    Thread caller =
        Thread.startVirtualThread(() -> {
          try {
            add(upload, 0, 1);
            upload.flush();
          } catch (InterruptedException expected) {
            stopped.countDown();
          }
        });
    onItsWay.await();
    caller.interrupt();
    stopped.await();
    assertTrue(counts.taken() == 0);
  }
}
