package io.viralstream.models.learn;

import io.viralstream.models.learn.ParameterGroup.Frozen;
import io.viralstream.models.learn.ParameterGroup.Trained;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.AdamRule.Moments;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// AdamW over groups of parameters, with one schedule and one clipping for all of them.
///
/// As in PyTorch, gradients are clipped by the common norm of all groups, a parameter counts its
/// own updates, and one without a part in the loss keeps its value and its moments.
public final class Optimizer implements AutoCloseable {
  private final Torch torch;
  private final List<Trained> groups = new ArrayList<>();
  private LearningRate schedule;
  private final double clip;
  private final SequencedMap<String, Moments> moments = new LinkedHashMap<>();
  private final Set<String> frozen = new HashSet<>();
  private long steps;

  /// @param groups in the order in which the state is kept; no name may be in two of them
  /// @param clip most that the common L2 norm of all gradients may be
  public Optimizer(Torch torch, List<ParameterGroup> groups, LearningRate schedule, double clip) {
    if (!(clip > 0)) {
      throw new IllegalArgumentException("clip=" + clip + ", expected above 0");
    }
    this.torch = torch;
    this.schedule = schedule;
    this.clip = clip;
    requireOnce(groups);
    for (ParameterGroup group : groups) {
      switch (group) {
        case Trained trained -> add(trained);
        case Frozen still -> frozen.addAll(still.parameters().names());
      }
    }
  }

  private static void requireOnce(List<ParameterGroup> groups) {
    Set<String> seen = new HashSet<>();
    for (ParameterGroup group : groups) {
      for (String name : group.parameters().names()) {
        if (!seen.add(name)) {
          throw new IllegalArgumentException("parameter " + name + " is in two groups");
        }
      }
    }
  }

  /// All parameters alike.
  public static Optimizer of(
      Torch torch, Parameters parameters, AdamRule rule, LearningRate schedule, double clip) {
    return new Optimizer(torch, List.of(new Trained(parameters, rule, 1)), schedule, clip);
  }

  private void add(Trained group) {
    group.parameters().names().forEach(name -> requireMaster(name, group.parameters()));
    Parameters parameters = group.parameters().trainable();
    parameters.names().forEach(name -> moments.put(name, fresh(parameters.named(name))));
    groups.add(group);
  }

  /// Half precision would swallow most updates: a step of 1e-4 of a weight is below its last bit.
  private static void requireMaster(String name, Parameters parameters) {
    switch (parameters.named(name).kind()) {
      case F32, F64 -> {}
      case F16, BF16, I64, I32, U8, BOOL ->
          throw new IllegalArgumentException(
              "parameter " + name + " is " + parameters.named(name).kind() + ", expected F32");
    }
  }

  /// Moments start at zero; the bias correction of the rule makes up for it.
  private Moments fresh(Tensor parameter) {
    try (Scope scope = torch.inference()) {
      return new Moments(
          scope.keep(parameter.zerosLike()),
          scope.keep(parameter.zerosLike()),
          scope.keep(torch.scalar(0, Kind.F32))); // steps, as PyTorch keeps them
    }
  }

  /// What is trained, of all groups.
  public Parameters parameters() {
    return groups.stream().map(Trained::parameters).reduce(Parameters.none(), Parameters::with);
  }

  /// Clipped gradients by parameter, group after group.
  ///
  /// @param norm of all together, before clipping
  public record Gradients(SequencedMap<String, Tensor> byName, double norm) {}

  /// Gradients of a loss that was recorded in the open scope, in which they live.
  public Gradients gradients(Tensor loss) {
    return gradients(loss, parameters());
  }

  /// The same of some parameters; those that are frozen are passed over.
  ///
  /// @param active what has a part in the loss
  public Gradients gradients(Tensor loss, Parameters active) {
    return clipped(unclipped(loss, trained(active)));
  }

  private SequencedMap<String, Tensor> unclipped(Tensor loss, SequencedMap<String, Tensor> wanted) {
    if (wanted.isEmpty()) return wanted;
    List<Tensor> gradients = torch.gradients(loss, List.copyOf(wanted.values()));
    SequencedMap<String, Tensor> byName = new LinkedHashMap<>();
    for (String name : wanted.keySet()) {
      byName.put(name, gradients.get(byName.size()));
    }
    return byName;
  }

  /// Gradients of a part of a step's loss, to be summed with those of the others and clipped then.
  ///
  /// @param active what has a part in the loss
  SequencedMap<String, Tensor> unclipped(LossPass pass, StepCounts step, Parameters active) {
    SequencedMap<String, Tensor> wanted = trained(active);
    Tensor share = pass.share(step);
    return pass.recomputed()
        .map(again -> again.gradients(share, pass.alignedLayers(), wanted))
        .orElseGet(() -> unclipped(share, wanted));
  }

  /// Clips the gradients of a whole step in place.
  Gradients clipped(SequencedMap<String, Tensor> step) {
    if (step.isEmpty()) return new Gradients(step, 0);
    List<Tensor> inOrder =
        groups.stream()
            .flatMap(group -> group.parameters().names().stream())
            .filter(step::containsKey)
            .map(step::get)
            .toList();
    return new Gradients(step, torch.clip(inOrder, clip).number());
  }

  private SequencedMap<String, Tensor> trained(Parameters active) {
    Set<String> names = new HashSet<>(active.names());
    SequencedMap<String, Tensor> trained = new LinkedHashMap<>();
    for (Trained group : groups) {
      for (String name : group.parameters().names()) {
        if (names.remove(name)) trained.put(name, group.parameters().named(name));
      }
    }
    names.removeAll(frozen);
    if (!names.isEmpty()) {
      throw new IllegalArgumentException("no group of the optimizer has " + names);
    }
    return trained;
  }

  /// Updates the parameters that have gradients in place; the others stay as they are.
  ///
  /// @return the schedule's rate of this step
  public double update(Gradients gradients) {
    double rate = schedule.at(steps);
    try (Scope scope = torch.inference()) {
      for (Trained group : groups) {
        update(group, gradients, rate * group.rateFactor());
      }
    }
    steps++;
    return rate;
  }

  private void update(Trained group, Gradients gradients, double rate) {
    List<String> names =
        group.parameters().names().stream().filter(gradients.byName()::containsKey).toList();
    group
        .rule()
        .apply(
            names.stream().map(group.parameters()::named).toList(),
            names.stream().map(gradients.byName()::get).toList(),
            names.stream().map(moments::get).toList(),
            rate);
  }

  /// Steps made, including those of a run that was resumed.
  public long steps() {
    return steps;
  }

  /// Goes on after so many steps; the caller has written the parameters and the state.
  public void resumeAfter(long stepsMade) {
    if (stepsMade < 0) {
      throw new IllegalArgumentException("steps=" + stepsMade + ", expected at least 0");
    }
    steps = stepsMade;
  }

  /// Takes the rates of the steps to come from another schedule; what was learnt stays.
  public void follow(LearningRate other) {
    schedule = other;
  }

  /// All that must be saved to go on with the same bits: `<name>.exp_avg`, `.exp_avg_sq`, `.step`.
  ///
  /// Writing into these parameters restores the optimizer.
  public Parameters state() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    moments.forEach((name, state) -> {
      tensors.put(name + ".exp_avg", state.mean());
      tensors.put(name + ".exp_avg_sq", state.square());
      tensors.put(name + ".step", state.steps());
    });
    return new Parameters(tensors);
  }

  @Override
  public void close() {
    moments.values().forEach(Moments::close);
  }
}
