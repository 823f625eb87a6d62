package io.viralstream.models.published;

import io.viralstream.models.model.Initial;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The weights of a base, with others in the place of some: those are the model's own, and freed
/// with it, while the base's may be shared.
final class ReplacedWeights implements WeightSource {
  private final WeightSource base;
  private final Replacement replacement;
  private final Set<Tensor> own = Collections.newSetFromMap(new IdentityHashMap<>());

  /// What stands in the place of a weight, if anything: a kept tensor.
  @FunctionalInterface
  interface Replacement {
    Optional<Tensor> of(String name, long[] shape);
  }

  ReplacedWeights(WeightSource base, Replacement replacement) {
    this.base = base;
    this.replacement = replacement;
  }

  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    Optional<Tensor> replaced = replacement.of(name, shape);
    if (replaced.isEmpty()) return base.weight(name, initial, shape);
    own.add(replaced.get());
    return replaced.get();
  }

  @Override
  public void release(List<Tensor> given) {
    List<Tensor> others = new ArrayList<>();
    for (Tensor tensor : given) {
      if (own.remove(tensor)) tensor.close();
      else others.add(tensor);
    }
    base.release(others);
  }
}
