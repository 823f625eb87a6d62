package io.viralstream.cli.role;

import static org.apache.kafka.streams.KafkaStreams.State.ERROR;
import static org.apache.kafka.streams.KafkaStreams.State.REBALANCING;
import static org.apache.kafka.streams.KafkaStreams.State.RUNNING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// How the role is, from how its two applications are.
class RunningStreamsTest {

  @Test
  void isReadyWhenBothApplicationsRun() {
    assertEquals(
        new Role.State.Ready(),
        RunningStreams.state(Map.of("viral-route", RUNNING, "viral-score", RUNNING)));
  }

  @Test
  void waitsWhileOneDoesNotRunYet() {
    assertEquals(
        new Role.State.Waiting(),
        RunningStreams.state(Map.of("viral-route", REBALANCING, "viral-score", RUNNING)));
  }

  @Test
  void hasFailedForGoodWhenOneCannotGoOnAndIsNamed() {
    assertEquals(
        new Role.State.Failed("viral-score cannot go on; the log says why"),
        RunningStreams.state(Map.of("viral-route", RUNNING, "viral-score", ERROR)));
  }
}
