package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FreePortTest {

  @Test
  void takesTheWantedPortWhereItIsFree() {
    int wanted;
    try (FreePort first = FreePort.exactly(0)) {
      wanted = first.number();
    }
    try (FreePort again = FreePort.preferring(wanted)) {
      assertEquals(wanted, again.number());
    }
  }

  @Test
  void takesAnotherPortWhereTheWantedOneIsHeld() {
    try (FreePort held = FreePort.exactly(0);
        FreePort other = FreePort.preferring(held.number())) {
      assertNotEquals(held.number(), other.number());
    }
  }

  @Test
  void namesThePortThatMustBeHadAndIsTaken() {
    try (FreePort held = FreePort.exactly(0)) {
      UncheckedIOException failure =
          assertThrows(UncheckedIOException.class, () -> FreePort.exactly(held.number()).close());
      assertTrue(failure.toString().contains("port " + held.number()), failure.toString());
    }
  }
}
