package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class McNemarTest {
  @Test
  void givesTheBinomialTailByHand() {
    assertEquals(.21875, McNemar.exact(1, 5), 1e-12);
    assertEquals(.21875, McNemar.exact(5, 1), 1e-12);
  }

  @Test
  void seesNoDifferenceWhereThereIsNone() {
    assertEquals(1, McNemar.exact(0, 0));
    assertEquals(1, McNemar.exact(4, 4));
  }

  @Test
  void staysExactWherePowersOfTwoVanish() {
    // The normal approximation with continuity correction gives .01058.
    assertEquals(.0106, McNemar.exact(700, 800), 1e-4);
  }
}
