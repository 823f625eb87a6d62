package io.viralstream.models.published;

import io.viralstream.models.model.Initial;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Remembers what a source gave, to free it where the model could not be made.
final class GivenWeights implements WeightSource {
  private final WeightSource source;
  private final List<Tensor> given = new ArrayList<>();

  GivenWeights(WeightSource source) {
    this.source = source;
  }

  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    Tensor weight = source.weight(name, initial, shape);
    given.add(weight);
    return weight;
  }

  void release() {
    given.forEach(Tensor::close);
  }
}
