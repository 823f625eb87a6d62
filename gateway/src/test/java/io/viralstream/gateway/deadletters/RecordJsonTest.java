package io.viralstream.gateway.deadletters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.Turn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

  @Test
  void hasTheFieldsOfTheSchema() {
    JsonNode json = RecordJson.of(Letters.task(Letters.IMAGE));

    assertEquals(1, json.path("pass").intValue());
    assertEquals("yes", json.at("/sample/turns/0/answer").asText());
    assertTrue(json.path("end").isNull());
  }

  @Test
  void cutsLongTexts() {
    JsonNode json = RecordJson.of(new Turn("?".repeat(5_000), "yes"));
    assertEquals(4_001, json.path("question").asText().length());
  }

  @Test
  void showsTheBeginningOfBytesOnly() {
    JsonNode json = RecordJson.of(new Image("image/png", ByteBuffer.wrap(new byte[1_000])));
    assertEquals("00".repeat(64) + "…", json.path("content").asText());
  }

  @Test
  void takesNoPairOfSurrogatesApart() {
    assertEquals("a…", Excerpt.cut("a\uD83D\uDE00b", 2));
  }

  @Test
  void letsNothingThroughThatControlsATerminal() {
    var bytes = ByteBuffer.wrap("a\u001b[2J\u009bé".getBytes(StandardCharsets.UTF_8));
    assertEquals("a·[2J·é", Excerpt.text(bytes, 100));
  }
}
