package io.viralstream.metrics.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SinkSettingsTest {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void showRowsWithinASecondByDefault() {
    var defaults = SinkSettings.defaults("localhost:9092");

    assertEquals("sink", defaults.group());
    assertTrue(defaults.pause(4).compareTo(Duration.ofMillis(200)) <= 0);
  }

  /// `005_windows.sql` lets each table remember 100,000 blocks, from all partitions together.
  @Test
  void neverInsertSoOftenThatATableForgetsWithin83Minutes() {
    for (int partitions : new int[] {1, 4, 1_000}) {
      Duration each = SinkSettings.defaults("localhost:9092").pause(partitions);
      Duration span = each.multipliedBy(100_000).dividedBy(partitions);
      assertTrue(span.compareTo(Duration.ofMinutes(83)) >= 0, span.toString());
    }
  }

  @Test
  void nameTheValueThatTheyRefuse() {
    refused("bootstrap", () -> new SinkSettings(" ", "sink", 1, 1, SHORT, SHORT, LONG));
    refused("group", () -> new SinkSettings("h:1", "", 1, 1, SHORT, SHORT, LONG));
    refused("maxRecords=0", () -> new SinkSettings("h:1", "sink", 0, 1, SHORT, SHORT, LONG));
    refused("maxBytes=0", () -> new SinkSettings("h:1", "sink", 1, 0, SHORT, SHORT, LONG));
    refused(
        "pause=PT0.049S",
        () -> new SinkSettings("h:1", "sink", 1, 1, Duration.ofMillis(49), SHORT, LONG));
    refused("backOff=PT10S", () -> new SinkSettings("h:1", "sink", 1, 1, SHORT, LONG, SHORT));
  }

  private static void refused(String named, Runnable settings) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, settings::run);
    assertTrue(String.valueOf(refusal.getMessage()).contains(named), refusal.getMessage());
  }
}
