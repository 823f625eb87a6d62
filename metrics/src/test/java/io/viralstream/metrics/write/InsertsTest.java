package io.viralstream.metrics.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.ClickHouseUnavailableException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InsertsTest {
  private final AtomicInteger stored = new AtomicInteger();

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void fourInsertsRunBesideEachOther() {
    var all = new CyclicBarrier(4);

    Inserts.run(
        insert(
            4,
            () -> {
              all.await();
              stored.incrementAndGet();
            }));

    assertEquals(4, stored.get());
  }

  @Test
  void noMoreThanFourRunAtOnce() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();

    Inserts.run(
        insert(
            40,
            () -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              Thread.sleep(1);
              running.decrementAndGet();
              stored.incrementAndGet();
            }));

    assertEquals(40, stored.get());
    assertTrue(most.get() <= 4, () -> "at once " + most);
  }

  @Test
  void aFailureIsThrownAsItWasOnceTheOthersHaveEnded() {
    var away = new ClickHouseUnavailableException("away", new RuntimeException());
    var failed = new AtomicBoolean();
    List<Runnable> inserts =
        insert(
            8,
            () -> {
              if (failed.compareAndSet(false, true)) throw away;
              Thread.sleep(1);
              stored.incrementAndGet();
            });

    assertSame(away, assertThrows(RuntimeException.class, () -> Inserts.run(inserts)));

    assertEquals(7, stored.get());
  }

  private static List<Runnable> insert(int count, Insert insert) {
    return IntStream.range(0, count).<Runnable>mapToObj(i -> () -> run(insert)).toList();
  }

  private static void run(Insert insert) {
    try {
      insert.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Insert {
    void run() throws Exception;
  }
}
