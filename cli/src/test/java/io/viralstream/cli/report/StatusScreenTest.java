package io.viralstream.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusScreenTest {
  private static String screen(String arm) throws JsonProcessingException {
    String status = "{\"arms\":[{\"arm\":\"viral\",\"live\":true," + arm + "}]}";
    return StatusScreen.text(new ObjectMapper().readTree(status));
  }

  private static void assertShows(String expected, String screen) {
    assertTrue(screen.contains(expected), screen);
  }

  @Test
  void showsRateMemoryAndTimeToTheNextCheckpoint() throws Exception {
    String screen =
        screen(
            "\"trainer\":{\"step\":12,\"stepsToCheckpoint\":38,\"samplesPerSecond\":25.64,"
                + "\"millisToCheckpoint\":185000,\"waits\":false,\"residentBytes\":5583457485,"
                + "\"cardBytes\":1048576,\"microBatch\":16,\"ageMillis\":1200}");
    assertShows(
        "viral       12       25.6  38 steps, in 3 min 5 s  5.2 GiB    1 MiB           16  1 s ago",
        screen);
  }

  @Test
  void saysThatAnArmWaitsForSamples() throws Exception {
    String screen =
        screen(
            "\"trainer\":{\"step\":12,\"stepsToCheckpoint\":38,\"samplesPerSecond\":null,"
                + "\"millisToCheckpoint\":null,\"waits\":true,\"residentBytes\":1048576,"
                + "\"cardBytes\":null,\"microBatch\":null,\"ageMillis\":7500000}");
    assertShows(
        "–  38 steps, waits for samples   1 MiB        –            –  2 h 5 min ago", screen);
  }

  @Test
  void showsNoFigureOfAnArmWhoseWorkerIsGone() throws Exception {
    assertShows("no worker trains", screen("\"trainer\":null"));
  }

  @Test
  void saysOfEachArmWhetherItLearnsDecaysOrStandsStill() throws Exception {
    JsonNode status =
        new ObjectMapper()
            .readTree(
                """
                {"arms":[
                  {"arm":"a","live":true,"step":7,"finished":false,"decayLeft":null},
                  {"arm":"b","live":true,"step":7,"finished":false,"decayLeft":12},
                  {"arm":"c","live":false,"step":7,"finished":false,"decayLeft":12},
                  {"arm":"d","live":true,"step":9,"finished":true,"decayLeft":0},
                  {"arm":"e","live":false,"step":9,"finished":false}]}
                """);
    List<String> workers =
        StatusScreen.text(status)
            .lines()
            .filter(line -> line.matches("[a-e] .*"))
            .map(line -> line.split(" {2,}", -1)[1])
            .toList();
    assertEquals(
        List.of(
            "live", "live, decay: 12 steps left", "none, decay: 12 steps left", "finished", "none"),
        workers);
  }
}
