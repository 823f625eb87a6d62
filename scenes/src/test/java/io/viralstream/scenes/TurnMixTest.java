package io.viralstream.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TurnMixTest {
  @Test
  void refusesANegativeCountAndAShareAboveOne() {
    assertEquals(
        "count=-1: must not be negative",
        assertThrows(IllegalArgumentException.class, () -> new TurnMix(0, -1, 0, 0, 0, 0, 0, 0))
            .getMessage());
    assertEquals(
        "shortShare=1.5: must be 0 to 1",
        assertThrows(IllegalArgumentException.class, () -> new TurnMix(0, 0, 0, 0, 0, 0, 1.5, 0))
            .getMessage());
  }

  @Test
  void asksTheBaseModelNothingAboutColourNames() {
    assertEquals(0, TurnMix.PRESENCE.colour() + TurnMix.PLACE.colour());
  }
}
