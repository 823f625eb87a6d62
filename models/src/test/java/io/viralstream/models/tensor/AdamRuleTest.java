package io.viralstream.models.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.tensor.AdamRule.Moments;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamRuleTest {
  /// The rule written out in doubles, five steps with a gradient that changes sign and size.
  @Test
  void followsPyTorchsRuleOverSeveralSteps() {
    AdamRule rule = new AdamRule(.9, .98, .05, 1e-8);
    double w = 2;
    double m = 0;
    double v = 0;
    try (Torch torch = Torch.open(TorchSettings.cpu(1));
        Scope scope = torch.inference()) {
      Tensor weight = torch.full(w, Kind.F32, 1);
      Moments state =
          new Moments(
              torch.zeros(Kind.F32, 1), torch.zeros(Kind.F32, 1), torch.scalar(0, Kind.F32));
      for (int step = 1; step <= 5; step++) {
        double g = Math.cos(step) * step * .1;
        Tensor gradient = torch.full(g, Kind.F32, 1);
        rule.apply(List.of(weight), List.of(gradient), List.of(state), .01);
        w -= .01 * .05 * w;
        m = .9 * m + .1 * g;
        v = .98 * v + .02 * g * g;
        w -= .01 * m / (1 - Math.pow(.9, step)) / (Math.sqrt(v / (1 - Math.pow(.98, step))) + 1e-8);
        assertEquals(w, weight.number(), 1e-6);
      }
      assertEquals(5, state.steps().number());
    }
  }

  /// Here the place of epsilon shows: inside the root the step would be ten times smaller.
  @Test
  void addsEpsilonOutsideTheRoot() {
    AdamRule rule = new AdamRule(.9, .999, 0, 1e-8);
    try (Torch torch = Torch.open(TorchSettings.cpu(1));
        Scope scope = torch.inference()) {
      Tensor weight = torch.zeros(Kind.F32, 1);
      Moments state =
          new Moments(
              torch.zeros(Kind.F32, 1), torch.zeros(Kind.F32, 1), torch.scalar(0, Kind.F32));
      rule.apply(List.of(weight), List.of(torch.full(1e-6, Kind.F32, 1)), List.of(state), 1e-3);
      assertEquals(-1e-3 / (1 + 1e-2), weight.number(), 1e-6);
    }
  }

  @Test
  void namesTheSettingThatIsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new AdamRule(1, .9, 0, 1e-8));
    assertThrows(IllegalArgumentException.class, () -> new AdamRule(.9, .9, -1, 1e-8));
    assertThrows(IllegalArgumentException.class, () -> new AdamRule(.9, .9, 0, 0));
  }
}
