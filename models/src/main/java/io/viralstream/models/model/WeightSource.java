package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.List;

/// Where the weights of a module come from: fresh random numbers or a file.
@FunctionalInterface
public interface WeightSource {
  /// Gives a kept tensor of exactly this shape.
  ///
  /// @param name full name, such as `language_model.model.layers.0.mlp.up_proj.weight`
  /// @param initial how it starts where the source has no values of its own
  Tensor weight(String name, Initial initial, long... shape);

  /// Takes back what it gave, each tensor once: they are freed, unless others use them too.
  default void release(List<Tensor> given) {
    given.forEach(Tensor::close);
  }
}
