package io.viralstream.models.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Checks gradients against central differences in F64.
final class FiniteDifferences {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;

  private FiniteDifferences() {}

  /// Every element of every input; `loss` must give a scalar.
  static void check(
      Torch torch,
      Function<List<Tensor>, Tensor> loss,
      List<double[]> inputs,
      List<long[]> shapes) {
    List<double[]> gradients = new ArrayList<>();
    try (Scope scope = torch.training()) {
      List<Tensor> leaves = tensors(torch, inputs, shapes).stream().map(Tensor::tracked).toList();
      torch.gradients(loss.apply(leaves), leaves).forEach(g -> gradients.add(g.doubles()));
    }
    for (int i = 0; i < inputs.size(); i++) {
      for (int j = 0; j < inputs.get(i).length; j++) {
        double difference = difference(torch, loss, inputs, shapes, i, j);
        double scale = Math.max(1, Math.abs(difference));
        assertEquals(
            difference, gradients.get(i)[j], TOLERANCE * scale, "input " + i + " element " + j);
      }
    }
  }

  private static double difference(
      Torch torch,
      Function<List<Tensor>, Tensor> loss,
      List<double[]> inputs,
      List<long[]> shapes,
      int i,
      int j) {
    double original = inputs.get(i)[j];
    try (Scope scope = torch.inference()) {
      inputs.get(i)[j] = original + STEP;
      double above = loss.apply(tensors(torch, inputs, shapes)).number();
      inputs.get(i)[j] = original - STEP;
      double below = loss.apply(tensors(torch, inputs, shapes)).number();
      return (above - below) / (2 * STEP);
    } finally {
      inputs.get(i)[j] = original;
    }
  }

  private static List<Tensor> tensors(Torch torch, List<double[]> inputs, List<long[]> shapes) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      tensors.add(torch.of(inputs.get(i), shapes.get(i)));
    }
    return tensors;
  }
}
