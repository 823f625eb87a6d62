package io.viralstream.models.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.analyse.Figure.Known;
import io.viralstream.models.analyse.Figure.Undefined;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CknnaTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  private Tensor matrix(int rows, int columns, IntToDoubleFunction element) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) values[i] = element.applyAsDouble(i);
    return with.torch().of(values, rows, columns);
  }

  private Tensor noise(int rows, int columns, long seed) {
    var random = new SplittableRandom(seed);
    return matrix(rows, columns, i -> random.nextDouble() - .5);
  }

  private static double value(Tensor first, Tensor second, int neighbours) {
    Figure figure = Cknna.of(Cknna.Side.of(first, neighbours), Cknna.Side.of(second, neighbours));
    return ((Known) figure).value();
  }

  @ParameterizedTest
  @CsvSource({"2, 0.0", "4, 0.20265541370584358", "10, -0.28454443433131954"})
  void isWhatTheDefinitionGivesOnInnerProductsAsTheyStand(int neighbours, double expected) {
    TokenProducts first = TokenProducts.of(matrix(12, 5, i -> Math.sin(.7 * i)));
    TokenProducts second = TokenProducts.of(matrix(12, 7, i -> Math.cos(.31 * i)));
    Figure figure = Cknna.of(Cknna.Side.of(first, neighbours), Cknna.Side.of(second, neighbours));
    assertEquals(expected, ((Known) figure).value(), 1e-12);
  }

  @Test
  void isOneForEqualTokensHoweverTheyAreScaledAndTurned() {
    Tensor features = noise(30, 6, 1);
    Tensor turned =
        matrix(6, 6, i -> i / 6 == (i + 1) % 6 ? 3 : 0); // a permutation of axes, three times
    assertEquals(1, value(features, features, 10), 1e-4);
    assertEquals(1, value(features, features.matmul(turned), 10), 1e-4);
  }

  @Test
  void isNearNothingForNoise() {
    assertTrue(Math.abs(value(noise(60, 8, 1), noise(60, 8, 2), 10)) < .2);
  }

  @Test
  void isUndefinedForFewerTokensThanNeighboursAndOne() {
    Cknna.Side small = Cknna.Side.of(noise(10, 4, 1), 10);
    assertEquals(new Undefined("fewer than 11 tokens in the picture"), Cknna.of(small, small));
  }

  @Test
  void isUndefinedForASingleToken() {
    Cknna.Side one = Cknna.Side.of(noise(1, 4, 1), 10);
    assertEquals(new Undefined("fewer than 11 tokens in the picture"), Cknna.of(one, one));
  }

  @Test
  void isUndefinedForFeaturesThatAreNotFinite() {
    Cknna.Side broken = Cknna.Side.of(matrix(12, 3, i -> i == 5 ? Double.NaN : i), 10);
    assertEquals(new Undefined("features that are not finite"), Cknna.of(broken, broken));
  }

  @Test
  void takesNoTwoSidesOfDifferentNumbersOfTokens() {
    Cknna.Side twelve = Cknna.Side.of(noise(12, 4, 1), 10);
    Cknna.Side sixteen = Cknna.Side.of(noise(16, 4, 1), 10);
    assertThrows(IllegalArgumentException.class, () -> Cknna.of(twelve, sixteen));
  }
}
