package io.viralstream.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Settings come from the environment by known keys only, and a bad one is named.
class EnvironmentTest {

  @Test
  void refusesAnUnknownKeyAndNamesTheNearestOne() {
    Setting.Refused refused =
        assertThrows(
            Setting.Refused.class, () -> Environment.of(Map.of("VIRAL_GATEWAY_PROT", "8080")));
    assertEquals(
        "unknown setting VIRAL_GATEWAY_PROT, did you mean VIRAL_GATEWAY_PORT?",
        refused.getMessage());
  }

  @Test
  void ignoresWhatBelongsToOtherPrograms() {
    var environment = Environment.of(Map.of("PATH", "/bin", "KAFKA_HEAP_OPTS", "-Xmx1g"));
    assertTrue(environment.given(Setting.KAFKA_BOOTSTRAP).isEmpty());
  }

  @Test
  void takesTheDefaultWhereTheEnvironmentIsSilentOrBlank() {
    assertEquals(4, Environment.of(Map.of()).integer(Setting.VIRAL_PARTITIONS, 1, 1_000));
    var blank = Environment.of(Map.of("VIRAL_PARTITIONS", " "));
    assertEquals(4, blank.integer(Setting.VIRAL_PARTITIONS, 1, 1_000));
  }

  @Test
  void namesKeyValueAndExpectationOfANumberOutOfBounds() {
    var environment = Environment.of(Map.of("VIRAL_PARTITIONS", "0"));
    Setting.Refused refused =
        assertThrows(
            Setting.Refused.class, () -> environment.integer(Setting.VIRAL_PARTITIONS, 1, 1_000));
    assertEquals("VIRAL_PARTITIONS=0, expected 1 to 1000", refused.getMessage());
  }

  @Test
  void refusesAWordForANumber() {
    var environment = Environment.of(Map.of("VIRAL_PARTITIONS", "many"));
    assertThrows(
        Setting.Refused.class, () -> environment.integer(Setting.VIRAL_PARTITIONS, 1, 1_000));
  }

  @Test
  void demandsWhatHasNoDefault() {
    var environment = Environment.of(Map.of());
    Setting.Refused refused =
        assertThrows(Setting.Refused.class, () -> environment.text(Setting.KAFKA_BOOTSTRAP));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("KAFKA_BOOTSTRAP=, expected"));
  }

  @Test
  void neverRepeatsThePasswordOfABadAddress() {
    var environment = Environment.of(Map.of("CLICKHOUSE_URL", "ftp://me:secret@host/viral"));
    Setting.Refused refused =
        assertThrows(Setting.Refused.class, () -> environment.url(Setting.CLICKHOUSE_URL));
    assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
  }

  @Test
  void readsAnAddress() {
    var environment = Environment.of(Map.of("CLICKHOUSE_URL", "http://me:x@host:8123/viral"));
    assertEquals(
        URI.create("http://me:x@host:8123/viral"), environment.url(Setting.CLICKHOUSE_URL));
  }

  @Test
  void letsAnOptionOutrankTheEnvironment() {
    var environment = Environment.of(Map.of("VIRAL_GATEWAY_PORT", "1"));
    Environment outranked = environment.with(Setting.VIRAL_GATEWAY_PORT, "2");
    assertEquals(2, outranked.integer(Setting.VIRAL_GATEWAY_PORT, 0, 65_535));
    assertEquals(1, environment.integer(Setting.VIRAL_GATEWAY_PORT, 0, 65_535));
  }

  @Test
  void keepsAnEmptyValueOnlyForNativeLibrariesToWhichItMeansSomething() {
    var environment = Environment.of(Map.of("CUDA_VISIBLE_DEVICES", "", "VIRAL_MODEL", ""));
    assertEquals(Map.of("CUDA_VISIBLE_DEVICES", ""), environment.forNatives());
    assertTrue(environment.given().isEmpty());
  }

  @Test
  void countsTheLettersBetweenTwoSpellings() {
    assertEquals(0, Spelling.distance("a", "a"));
    assertEquals(2, Spelling.distance("VIRAL_PORT", "VIRAL_PROT"));
    assertEquals(3, Spelling.distance("", "abc"));
  }
}
