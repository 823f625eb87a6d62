package io.viralstream.models.learn;

import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The gradients of several passes, summed by name in the order in which they come. A parameter
/// that had no part in a pass has no summand of it.
final class GradientSum {
  private final Torch torch;
  private final SequencedMap<String, Tensor> sums = new LinkedHashMap<>();

  GradientSum(Torch torch) {
    this.torch = torch;
  }

  /// Adds those of one pass; the first ones leave its scope for the enclosing one.
  void add(Scope pass, SequencedMap<String, Tensor> gradients) {
    List<Tensor> known = new ArrayList<>();
    List<Tensor> more = new ArrayList<>();
    gradients.forEach((name, gradient) -> {
      Tensor sum = sums.get(name);
      if (sum == null) {
        sums.put(name, pass.pass(gradient));
        return;
      }
      known.add(sum);
      more.add(gradient);
    });
    if (!known.isEmpty()) torch.accumulate(known, more);
  }

  /// Adds another sum of the same scope.
  void add(GradientSum other) {
    try (Scope scope = torch.nested()) {
      add(scope, other.sums);
    }
  }

  SequencedMap<String, Tensor> byName() {
    return sums;
  }
}
