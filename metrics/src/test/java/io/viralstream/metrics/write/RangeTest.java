package io.viralstream.metrics.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class RangeTest {
  @Test
  void comesBackFromTheOffsetThatPutItInDoubt() {
    var range = new Range(41, 57);

    assertEquals(Optional.of(range), Range.of(range.inDoubt()));
  }

  @Test
  void isOutOfDoubtOnceStored() {
    OffsetAndMetadata stored = new Range(41, 57).stored();

    assertEquals(58, stored.offset());
    assertTrue(Range.of(stored).isEmpty());
  }

  @Test
  void refusesOffsetsOfAnotherProgram() {
    assertThrows(
        IllegalStateException.class, () -> Range.of(new OffsetAndMetadata(5, "somebody's")));
  }
}
