package io.viralstream.gateway.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.ProblemKind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicScanTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final FakeLog log = new FakeLog("t", 2);

  @Test
  void readsEveryPartitionToTheEndThatItHad() {
    log.add(0, "a", new byte[0]).add(1, "b", new byte[0]).add(0, "c", new byte[0]);
    assertEquals(List.of("a", "b", "c"), read(LONG));
    assertTrue(log.closed());
  }

  @Test
  void anEmptyTopicIsReadAtOnce() {
    assertEquals(List.of(), read(LONG));
  }

  @Test
  void doesNotTakeTheBeginningOfAnOpenTransactionForTheEnd() {
    log.add(0, "a", new byte[0]);
    log.hold(0, 3);
    assertEquals(ProblemKind.UNAVAILABLE, Refusals.of(() -> read(Duration.ofMillis(50))).kind());
    assertTrue(log.closed());
  }

  private List<String> read(Duration patience) {
    var keys = new ArrayList<String>();
    new TopicScan(log::consumer, log::ends, patience, Clock.systemUTC())
        .read("t", record -> keys.add(record.key()));
    return keys.stream().sorted().toList();
  }
}
