package io.viralstream.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusScreenTest {
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
