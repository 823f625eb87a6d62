package io.viralstream.gateway.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.kafka.Follower.Reaction;
import io.viralstream.gateway.kafka.Follower.Start;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FakeLog log = new FakeLog("t", 2);
  private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
  private Follower follower = follower(Start.BEGINNING, record -> seen.add(record.key()));

  @AfterEach
  void stop() {
    follower.close();
  }

  @Test
  void isReadyOnceItHasSeenWhatWasThere() {
    log.add(0, "a", new byte[0]).add(1, "b", new byte[0]);
    assertFalse(follower.ready());
    follower.start();
    assertTrue(comes(follower::ready));
    assertEquals(List.of("a", "b"), seen.stream().sorted().toList());
  }

  @Test
  void seesOnlyWhatComesWhereItBeginsAtTheEnd() {
    log.add(0, "before", new byte[0]);
    follower = follower(Start.END, record -> seen.add(record.key()));
    follower.start();
    assertTrue(comes(follower::ready));
    log.mock()
        .schedulePollTask(
            () -> log.mock().addRecord(new ConsumerRecord<>("t", 0, 1, "after", new byte[0])));
    assertTrue(comes(() -> seen.contains("after")));
    assertEquals(List.of("after"), List.copyOf(seen));
  }

  @Test
  void waitsForATopicThatIsNotThereYet() {
    log.mock().updatePartitions("t", List.of());
    follower.start();
    assertFalse(comes(follower::ready, Duration.ofMillis(300)));
    log.describe();
    assertTrue(comes(follower::ready));
  }

  @Test
  void goesOnAfterABrokerThatWasAway() {
    log.add(0, "a", new byte[0]);
    log.mock().setPollException(new DisconnectException("away"));
    follower.start();
    assertTrue(comes(() -> seen.contains("a")));
    assertTrue(comes(follower::ready));
  }

  @Test
  void triesARecordAgainThatFailedForAWhile() {
    log.add(0, "a", new byte[0]);
    follower =
        follower(
            Start.BEGINNING,
            record -> {
              seen.add(record.key());
              if (seen.size() < 3) throw new TimeoutException("registry away");
            });
    follower.start();
    assertTrue(comes(follower::ready));
    assertEquals(List.of("a", "a", "a"), List.copyOf(seen));
  }

  @Test
  void passesByARecordThatNobodyCanRead() {
    log.add(0, "bad", new byte[0]).add(0, "good", new byte[0]);
    follower =
        follower(
            Start.BEGINNING,
            record -> {
              if ("bad".equals(record.key())) throw new SerializationException("no schema");
              seen.add(record.key());
            });
    follower.start();
    assertTrue(comes(follower::ready));
    assertEquals(List.of("good"), List.copyOf(seen));
  }

  @Test
  void isNotReadyOnceItHasFailed() {
    follower.start();
    assertTrue(comes(follower::ready));
    log.mock().schedulePollTask(() -> log.mock().setPollException(new KafkaException("broken")));
    assertTrue(comes(() -> !follower.ready()));
  }

  @Test
  void beginsAgainWhereItWasAfterAnyError() {
    log.add(0, "a", new byte[0]);
    var logs = new ConcurrentLinkedQueue<>(List.of(log, new FakeLog("t", 2)));
    logs.forEach(each -> each.add(0, "b", new byte[0]));
    follower =
        new Follower(
            "test",
            () -> logs.size() > 1 ? logs.poll().consumer() : logs.element().consumer(),
            List.of("t"),
            Start.BEGINNING,
            record -> {
              seen.add(record.key() + record.offset());
              if (seen.size() == 2) throw new LinkageError("a bug");
            },
            new Failures(Duration.ofMillis(1)));
    follower.start();
    assertTrue(comes(follower::ready));
    assertEquals(List.of("a0", "b1"), seen.stream().distinct().toList());
    assertEquals(Optional.empty(), follower.fault());
  }

  @Test
  void saysThatItCannotGoOnOnceItHasFailedTooOften() {
    var tried = new AtomicInteger();
    follower =
        new Follower(
            "test",
            () -> {
              tried.incrementAndGet();
              throw new TopicAuthorizationException("t at 10.0.0.1");
            },
            List.of("t"),
            Start.BEGINNING,
            record -> {},
            new Failures(Duration.ofMillis(1)));
    follower.start();
    assertTrue(comes(() -> follower.fault().isPresent()));
    assertEquals(
        Optional.of("test cannot be followed: TopicAuthorizationException"), follower.fault());
    int before = tried.get();
    assertTrue(comes(() -> tried.get() > before));
  }

  @Test
  void letsGoOfItsConsumerWhenItIsClosed() {
    follower.start();
    assertTrue(comes(follower::ready));
    follower.close();
    assertTrue(comes(log::closed));
  }

  private Follower follower(Start start, Reaction reaction) {
    return new Follower("test", log::consumer, List.of("t"), start, reaction);
  }

  private static boolean comes(BooleanSupplier what) {
    return comes(what, PATIENCE);
  }

  private static boolean comes(BooleanSupplier what, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!what.getAsBoolean()) {
      if (System.nanoTime() > deadline) return false;
      Thread.onSpinWait();
    }
    return true;
  }
}
