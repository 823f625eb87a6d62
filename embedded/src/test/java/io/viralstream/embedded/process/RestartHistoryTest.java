package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartHistoryTest {

  private static final RestartPolicy POLICY = RestartPolicy.COMPONENT;
  private static final Duration A_WHILE = Duration.ofSeconds(10);

  @Test
  void startsAtOnceTheFirstTimeAndThenDoublesThePauseToItsLongest() {
    List<Long> millis = new ArrayList<>();
    RestartHistory history = RestartHistory.NONE;
    for (int death = 0; death < 7; death++) {
      history = history.after(A_WHILE, POLICY);
      millis.add(history.pause(POLICY).toMillis());
    }
    assertEquals(List.of(0L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L), millis);
  }

  @Test
  void forgetsEarlierDeathsAfterAQuietMinute() {
    RestartHistory history =
        RestartHistory.NONE.after(A_WHILE, POLICY).after(Duration.ofMinutes(1), POLICY);
    assertEquals(Duration.ZERO, history.pause(POLICY));
  }

  @Test
  void isHopelessAfterEightStartsInARowThatFailed() {
    RestartHistory history = RestartHistory.NONE;
    for (int death = 0; death < 7; death++) history = history.after(Duration.ZERO, POLICY);
    assertFalse(history.hopeless(POLICY));
    assertTrue(history.after(Duration.ZERO, POLICY).hopeless(POLICY));
  }

  @Test
  void isNeverHopelessWhereTheChildWorksForAWhileEachTime() {
    RestartHistory history = RestartHistory.NONE;
    for (int death = 0; death < 100; death++) history = history.after(A_WHILE, POLICY);
    assertFalse(history.hopeless(POLICY));
  }
}
