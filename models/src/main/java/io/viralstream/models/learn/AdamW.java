package io.viralstream.models.learn;

import io.viralstream.models.model.Parameters;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.AdamState;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// AdamW over named parameters; each counts its own updates, as in PyTorch.
public final class AdamW implements AutoCloseable {
  private final Torch torch;
  private final AdamRule rule;
  private final Map<String, AdamState> states = new LinkedHashMap<>();

  public AdamW(Torch torch, AdamRule rule, Parameters parameters) {
    this.torch = torch;
    this.rule = rule;
    for (String name : parameters.names()) {
      states.put(name, fresh(parameters.named(name)));
    }
  }

  /// Moments start at zero; the bias correction of the rule makes up for it.
  private AdamState fresh(Tensor parameter) {
    try (Scope scope = torch.inference()) {
      return new AdamState(
          scope.keep(parameter.zerosLike()),
          scope.keep(parameter.zerosLike()),
          scope.keep(torch.scalar(0, Kind.F32)));
    }
  }

  /// Updates some of the parameters in place; the others and their states stay as they are.
  ///
  /// @param gradients in the order of `active`
  public void update(Parameters active, List<Tensor> gradients, double rate) {
    try (Scope scope = torch.inference()) {
      rule.apply(
          active.tensors(), gradients, active.names().stream().map(this::state).toList(), rate);
    }
  }

  private AdamState state(String name) {
    AdamState state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException("the optimizer has no state of " + name);
    }
    return state;
  }

  /// All that must be saved to go on with the same bits: `<name>.exp_avg`, `.exp_avg_sq`, `.step`.
  ///
  /// Writing into these parameters restores the optimizer.
  public Parameters state() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    states.forEach((name, state) -> {
      tensors.put(name + ".exp_avg", state.mean());
      tensors.put(name + ".exp_avg_sq", state.square());
      tensors.put(name + ".step", state.steps());
    });
    return new Parameters(tensors);
  }

  @Override
  public void close() {
    states.values().forEach(AdamState::close);
  }
}
