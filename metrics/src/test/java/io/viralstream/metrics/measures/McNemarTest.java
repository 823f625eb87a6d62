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

  /// 2 · Σ C(n, i) / 2ⁿ over i up to the smaller count, summed in 40 digits.
  @Test
  void isTheSumOfExactBinomialTerms() {
    assertEquals(.0166738478001207113, McNemar.exact(10, 25), 1e-9);
    assertEquals(.00872003653055594908, McNemar.exact(200, 150), 1e-9);
  }

  @Test
  void staysExactWherePowersOfTwoVanish() {
    assertEquals(.0105592554667115439, McNemar.exact(700, 800), 1e-9);
  }
}
