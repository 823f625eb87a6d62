package io.viralstream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.avro.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ResentTest {
  private static final Resent LETTER =
      new Resent("train/viral/train-tasks/0/17", Optional.of("viral"));

  @Test
  void isReadBackFromTheHeadersThatItWrites() {
    var headers = new RecordHeaders(LETTER.headers(List.of()));

    assertEquals(Optional.of(LETTER), Resent.of(headers));
  }

  @Test
  void keepsTheHeadersThatTheRecordHad() {
    var original = new Header("trace", ByteBuffer.wrap("é".getBytes(StandardCharsets.UTF_8)));
    var headers = new RecordHeaders(LETTER.headers(List.of(original, new Header("empty", null))));

    assertEquals("é", new String(headers.lastHeader("trace").value(), StandardCharsets.UTF_8));
    assertTrue(headers.lastHeader("empty").value() == null);
  }

  @Test
  void namesTheNewestLetterOfARecordThatFailedAgain() {
    var before = new Resent("route/samples/0/1", Optional.of("other"));
    List<Header> kept =
        before.headers(List.of()).stream()
            .map(header -> new Header(header.key(), ByteBuffer.wrap(header.value())))
            .toList();
    var again = new Resent("route/samples/0/2", Optional.empty());

    assertEquals(Optional.of(again), Resent.of(new RecordHeaders(again.headers(kept))));
  }

  @Test
  void isForItsOwnArmOnly() {
    assertTrue(LETTER.isForAnotherArmThan("baseline"));
    assertFalse(LETTER.isForAnotherArmThan("viral"));
  }

  @Test
  void isForEveryoneWhereNoArmFailed() {
    assertFalse(new Resent("route/samples/0/1", Optional.empty()).isForAnotherArmThan("viral"));
  }

  @Test
  void knowsARecordThatWasNeverADeadLetter() {
    assertEquals(Optional.empty(), Resent.of(new RecordHeaders()));
  }
}
