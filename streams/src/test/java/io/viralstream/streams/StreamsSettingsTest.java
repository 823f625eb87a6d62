package io.viralstream.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
  private static final StreamsSettings DEFAULTS =
      StreamsSettings.defaults("127.0.0.1:9092", Path.of("state"));

  @Test
  void defaultsSuitOneMachine() {
    assertEquals(1, DEFAULTS.threads());
    assertEquals(Duration.ofMillis(50), DEFAULTS.commit());
    assertEquals(Duration.ofSeconds(60), DEFAULTS.silence());
    assertEquals(Duration.ofMinutes(10), DEFAULTS.answerWait());
    assertEquals(Duration.ofMinutes(10), DEFAULTS.patience());
    assertEquals(3, DEFAULTS.askings());
  }

  @Test
  void refusesAValueByNameWithWhatItExpects() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> with(0, Duration.ofMillis(100), DEFAULTS.chunk()));
    assertEquals("streams threads=0, expected 1 to 64", failure.getMessage());
  }

  @Test
  void refusesATransactionTimeoutThatNoCommitCanKeep() {
    assertThrows(
        IllegalArgumentException.class, () -> with(1, Duration.ofSeconds(6), DEFAULTS.chunk()));
  }

  @Test
  void refusesAnEmptyChunk() {
    assertThrows(IllegalArgumentException.class, () -> with(1, DEFAULTS.commit(), 0));
  }

  @Test
  void refusesAPatienceThatIsNoTime() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class, () -> DEFAULTS.withPatience(Duration.ofMillis(10)));
    assertEquals("streams patience=PT0.01S, expected PT1S to PT24H", failure.getMessage());
  }

  private static StreamsSettings with(int threads, Duration commit, int chunk) {
    return new StreamsSettings(
        DEFAULTS.bootstrap(),
        DEFAULTS.prefix(),
        DEFAULTS.stateDirectory(),
        threads,
        1,
        commit,
        DEFAULTS.transactionTimeout(),
        DEFAULTS.silence(),
        DEFAULTS.answerWait(),
        DEFAULTS.patience(),
        DEFAULTS.askings(),
        DEFAULTS.recordedSilence(),
        DEFAULTS.remembered(),
        DEFAULTS.turn(),
        chunk,
        DEFAULTS.storeMemory());
  }
}
