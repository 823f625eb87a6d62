package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeathsTest {

  private static final RestartPolicy POLICY = RestartPolicy.COMPONENT;
  private static final Duration A_WHILE = Duration.ofSeconds(10);

  @Test
  void startsAtOnceTheFirstTimeAndThenDoublesThePauseToItsLongest() {
    List<Long> millis = new ArrayList<>();
    Deaths deaths = Deaths.NONE;
    for (int death = 0; death < 7; death++) {
      deaths = deaths.after(A_WHILE, POLICY);
      millis.add(deaths.pause(POLICY).toMillis());
    }
    assertEquals(List.of(0L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L), millis);
  }

  @Test
  void forgetsEarlierDeathsAfterAQuietMinute() {
    Deaths deaths = Deaths.NONE.after(A_WHILE, POLICY).after(Duration.ofMinutes(1), POLICY);
    assertEquals(Duration.ZERO, deaths.pause(POLICY));
  }

  @Test
  void isHopelessAfterEightStartsInARowThatFailed() {
    Deaths deaths = Deaths.NONE;
    for (int death = 0; death < 7; death++) deaths = deaths.after(Duration.ZERO, POLICY);
    assertFalse(deaths.hopeless(POLICY));
    assertTrue(deaths.after(Duration.ZERO, POLICY).hopeless(POLICY));
  }

  @Test
  void isNeverHopelessWhereTheChildWorksForAWhileEachTime() {
    Deaths deaths = Deaths.NONE;
    for (int death = 0; death < 100; death++) deaths = deaths.after(A_WHILE, POLICY);
    assertFalse(deaths.hopeless(POLICY));
  }
}
