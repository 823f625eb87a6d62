package io.viralstream.models.analyse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.WithTorch;
import io.viralstream.models.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PrincipalComponentsTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  private Tensor noise(int rows, int columns, long seed) {
    var random = new SplittableRandom(seed);
    return with.torch().of(random.doubles((long) rows * columns).toArray(), rows, columns);
  }

  @Test
  void areTheSameByTokensAndByWidth() {
    Tensor wide = noise(12, 12, 1); // N = D: decided by width
    Tensor narrow = wide.narrow(0, 0, 11); // N < D: decided by tokens
    Tensor twice = Tensor.concat(List.of(narrow, narrow), 0); // the same variances
    assertArrayEquals(
        PrincipalComponents.of(twice).directions(),
        PrincipalComponents.of(narrow).directions(),
        1e-9);
  }

  @Test
  void haveTheSignThatMakesTheirLargestElementPositive() {
    for (long seed = 1; seed <= 20; seed++) {
      double[] directions = PrincipalComponents.of(noise(9, 5, seed)).directions();
      for (int i = 0; i < 3; i++) {
        double[] one = Arrays.copyOfRange(directions, i * 5, i * 5 + 5);
        double most = Arrays.stream(one).map(Math::abs).max().orElseThrow();
        assertTrue(Arrays.stream(one).anyMatch(each -> each == most));
        assertEquals(1, Arrays.stream(one).map(each -> each * each).sum(), 1e-9);
      }
    }
  }

  @Test
  void paintTheMiddleGreyWhereTokensDoNotDiffer() {
    double[] line = new double[15];
    for (int i = 0; i < 15; i += 3) line[i] = i; // tokens on one line: one component
    Tensor tokens = with.torch().of(line, 5, 3);
    double[] colours = PrincipalComponents.of(tokens).colours(with.torch(), tokens);
    for (int token = 0; token < 5; token++) {
      assertEquals(.5, colours[token * 3 + 1]);
      assertEquals(.5, colours[token * 3 + 2]);
    }
    double[] red = {-1, -.5, 0, .5, 1};
    for (int token = 0; token < 5; token++) {
      assertEquals(.5 * (Math.tanh(red[token]) + 1), colours[token * 3], 1e-6);
    }
  }

  @Test
  void ofOneTokenPaintItGrey() {
    Tensor one = noise(1, 6, 1);
    assertArrayEquals(
        new double[] {.5, .5, .5}, PrincipalComponents.of(one).colours(with.torch(), one));
  }
}
