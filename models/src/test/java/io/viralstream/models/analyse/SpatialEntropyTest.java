package io.viralstream.models.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.models.analyse.Figure.Known;
import io.viralstream.models.analyse.Figure.Undefined;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpatialEntropyTest {
  private static AttentionMap map(int columns, double... weights) {
    return new AttentionMap(weights, weights.length / columns, columns);
  }

  private static double value(Figure figure) {
    return ((Known) figure).value();
  }

  /// Six cells of .1 in one corner and four in the other, of 36: masses as 5 to 3 or so.
  @Test
  void ofTwoBlobsFollowsTheirMasses() {
    double[] weights = new double[36];
    for (int cell : new int[] {0, 1, 2, 6, 7, 8, 35, 34, 29, 28}) weights[cell] = .1;
    SpatialEntropy entropy = SpatialEntropy.of(map(6, weights));
    double first = -.6 * Math.log(.6) - .4 * Math.log(.4);
    assertEquals(2, entropy.components());
    assertEquals(first, value(entropy.entropy()), 1e-12);
    assertEquals(first / Math.log(2), value(entropy.normalized()), 1e-12);
  }

  @Test
  void countsCellsThatTouchAtACornerAsOne() {
    SpatialEntropy entropy = SpatialEntropy.of(map(3, .5, 0, 0, 0, .5, 0, 0, 0, 0));
    assertEquals(1, entropy.components());
    assertEquals(new Known(0), entropy.entropy());
    assertEquals(new Undefined("one component alone"), entropy.normalized());
  }

  @Test
  void doesNotWrapRoundTheEdges() {
    SpatialEntropy entropy = SpatialEntropy.of(map(4, 0, 0, 0, .5, .5, 0, 0, 0, 0, 0, 0, 0));
    assertEquals(2, entropy.components());
  }

  @Test
  void isUndefinedWhereNoPatchStandsOut() {
    double[] alike = new double[16];
    Arrays.fill(alike, 1.0 / 16);
    assertEquals(
        new Undefined("no patch stands out of the map's mean"),
        SpatialEntropy.of(map(4, alike)).entropy());
  }

  @Test
  void isUndefinedForASinglePatch() {
    assertEquals(0, SpatialEntropy.of(map(1, .7)).components());
  }

  @Test
  void ofAMapThatIsNotFiniteIsUndefined() {
    assertEquals(
        new Undefined("an attention map that is not finite"),
        SpatialEntropy.of(map(2, Double.NaN, 1, 0, 0)).entropy());
  }
}
