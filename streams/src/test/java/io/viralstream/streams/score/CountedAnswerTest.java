package io.viralstream.streams.score;

import static io.viralstream.streams.Examples.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class CountedAnswerTest {
  private static final Serde<CountedAnswer> SERDE = CountedAnswer.serde();

  @Test
  void takesTheSameFewBytesWhateverTheText() {
    for (String text : new String[] {"", "yes", "long ".repeat(10_000)})
      assertEquals(17, bytes(CountedAnswer.of(answer("e", 1, text))).length);
  }

  @Test
  void isReadAsItWasWritten() {
    CountedAnswer counted = CountedAnswer.of(answer("e", 1, "ja, ä"));
    assertEquals(counted, SERDE.deserializer().deserialize("", bytes(counted)));
    assertEquals(
        new CountedAnswer.Failed(),
        SERDE.deserializer().deserialize("", bytes(new CountedAnswer.Failed())));
  }

  @Test
  void readsTheTextThatAnEarlierVersionHasWritten() {
    byte[] before = "Ayes".getBytes(StandardCharsets.UTF_8);
    CountedAnswer read = SERDE.deserializer().deserialize("", before);
    assertEquals(CountedAnswer.of(answer("e", 1, "yes")), read);
    assertNotEquals(CountedAnswer.of(answer("e", 1, "no")), read);
  }

  private static byte[] bytes(CountedAnswer counted) {
    return SERDE.serializer().serialize("", counted);
  }
}
