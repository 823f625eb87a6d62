package io.viralstream.models.model;

import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BinaryOperator;

/// The low-rank adapters of a model, beside its weights: to be trained, saved and merged.
///
/// @param modules by the module's name, such as `language_model.model.layers.0.self_attn.q_proj`
public record LowRankAdapters(SequencedMap<String, LowRank> modules) {
  public LowRankAdapters {
    modules = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(modules));
  }

  public boolean isEmpty() {
    return modules.isEmpty();
  }

  /// A and B of each module, as `….q_proj.lora_A.weight` and `….q_proj.lora_B.weight`.
  public Parameters parameters() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    modules.forEach((module, low) -> {
      tensors.put(module + ".lora_A.weight", low.down());
      tensors.put(module + ".lora_B.weight", low.up());
    });
    return new Parameters(tensors);
  }

  /// W + scale · B · A for each adapted weight, under the weight's name: a model with these in the
  /// place of its own computes without adapters what this one does with them.
  ///
  /// @param weights W of the model, and perhaps more
  /// @return new tensors, the caller's to free; W stays as it is
  public Parameters merged(Torch torch, Parameters weights) {
    return changed(torch, weights, Tensor::add);
  }

  /// The way back, but for rounding: W − scale · B · A.
  ///
  /// @param merged what [#merged] gave, and perhaps more
  /// @return new tensors, the caller's to free
  public Parameters unmerged(Torch torch, Parameters merged) {
    return changed(torch, merged, Tensor::sub);
  }

  private Parameters changed(Torch torch, Parameters weights, BinaryOperator<Tensor> change) {
    Map<String, Tensor> changed = new LinkedHashMap<>();
    for (Map.Entry<String, LowRank> each : modules.entrySet()) {
      String name = each.getKey() + ".weight";
      try (Scope scope = torch.inference()) {
        Tensor weight = weights.named(name);
        changed.put(name, scope.keep(change.apply(weight, each.getValue().change())));
      }
    }
    return new Parameters(changed);
  }

  void close() {
    modules.values().forEach(LowRank::close);
  }
}
