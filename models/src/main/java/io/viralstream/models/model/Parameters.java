package io.viralstream.models.model;

import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// The weights of a module by name, in a fixed order.
///
/// Names follow Hugging Face's files, so that safetensors can be exchanged. The tensors are shared
/// with the module: what is written here is what the module computes with.
public final class Parameters implements AutoCloseable {
  private final SequencedMap<String, Tensor> tensors;

  public Parameters(Map<String, Tensor> tensors) {
    this.tensors = new LinkedHashMap<>(tensors);
  }

  public static Parameters none() {
    return new Parameters(Map.of());
  }

  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  public List<Tensor> tensors() {
    return List.copyOf(tensors.values());
  }

  /// @throws IllegalArgumentException when there is none of this name
  public Tensor named(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no parameter is named " + name);
    }
    return tensor;
  }

  /// Those whose names start with a prefix; names stay whole.
  public Parameters under(String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>(tensors);
    part.keySet().removeIf(name -> !name.startsWith(prefix));
    return new Parameters(part);
  }

  /// Those that a condition holds for.
  public Parameters where(Predicate<Tensor> condition) {
    Map<String, Tensor> part = new LinkedHashMap<>(tensors);
    part.values().removeIf(condition.negate());
    return new Parameters(part);
  }

  /// These, then those.
  public Parameters with(Parameters others) {
    Map<String, Tensor> all = new LinkedHashMap<>(tensors);
    all.putAll(others.tensors);
    return new Parameters(all);
  }

  /// Lets gradients be asked for; parameters are frozen until this is called.
  public Parameters trainable() {
    tensors.values().forEach(Tensor::tracked);
    return this;
  }

  /// Numbers in all tensors together.
  public long elements() {
    return tensors.values().stream().mapToLong(Tensor::elements).sum();
  }

  /// The values of one parameter as F32, row-major.
  public float[] read(Torch torch, String name) {
    try (Scope scope = torch.inference()) {
      return named(name).floats();
    }
  }

  /// Replaces the values of one parameter.
  ///
  /// @throws IllegalArgumentException when their number does not fit its shape
  public void write(Torch torch, String name, float[] values) {
    try (Scope scope = torch.inference()) {
      Tensor target = named(name);
      target.overwrite(torch.of(values, target.shape()));
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}
