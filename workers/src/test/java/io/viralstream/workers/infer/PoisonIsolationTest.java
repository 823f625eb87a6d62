package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PoisonIsolationTest {
  private final PoisonIsolation isolation = new PoisonIsolation();

  @Test
  void runOneAtATimeOverAllLoops() {
    List<ConsumerRecord<byte[], byte[]>> one = records(3, 0, 2);
    List<ConsumerRecord<byte[], byte[]>> other = records(3, 1);
    isolation.hold(one);
    isolation.hold(other);
    CompletableFuture<ConsumerRecord<byte[], byte[]>> second = isolation.turn(other);
    assertEquals(0, isolation.turn(one).join().offset());
    assertFalse(second.isDone());
    isolation.drop(one.subList(0, 1));
    assertEquals(1, second.join().offset());
  }

  @Test
  void runBackwardsInAnEvenDelivery() {
    List<ConsumerRecord<byte[], byte[]>> mine = records(4, 0, 1, 2);
    isolation.hold(mine);
    assertEquals(2, isolation.turn(mine).join().offset());
  }

  @Test
  void waitForNobodyWhoHasLetGo() {
    List<ConsumerRecord<byte[], byte[]>> gone = records(3, 0);
    List<ConsumerRecord<byte[], byte[]>> mine = records(3, 1);
    isolation.hold(gone);
    isolation.hold(mine);
    CompletableFuture<ConsumerRecord<byte[], byte[]>> turn = isolation.turn(mine);
    isolation.drop(gone);
    assertTrue(turn.isDone());
  }

  @Test
  void leaveOnlyTheTaskThatKillsItsWorker() {
    for (long bad = 0; bad < 10; bad++) {
      List<Long> left = new ArrayList<>(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L));
      for (int delivery = 3; delivery < Deliveries.LAST; delivery++) dies(left, bad, delivery);
      assertEquals(List.of(bad), left);
    }
  }

  /// A worker of two loops, which have the even and the odd offsets in hand.
  private static void dies(List<Long> left, long bad, int delivery) {
    PoisonIsolation worker = new PoisonIsolation();
    List<List<ConsumerRecord<byte[], byte[]>>> loops =
        List.of(new ArrayList<>(), new ArrayList<>());
    for (long offset : left) {
      loops.get((int) offset % 2).add(DeliveriesTest.record(offset, delivery));
    }
    loops.forEach(worker::hold);
    List<CompletableFuture<ConsumerRecord<byte[], byte[]>>> turns =
        new ArrayList<>(loops.stream().map(worker::turn).toList());
    while (true) {
      int loop = turns.get(0).isDone() ? 0 : 1;
      ConsumerRecord<byte[], byte[]> record = turns.get(loop).join();
      if (record.offset() == bad) return;
      left.remove(record.offset());
      loops.get(loop).remove(record);
      worker.drop(List.of(record));
      turns.set(loop, worker.turn(loops.get(loop)));
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(int delivery, long... offsets) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long offset : offsets) records.add(DeliveriesTest.record(offset, delivery));
    return records;
  }
}
