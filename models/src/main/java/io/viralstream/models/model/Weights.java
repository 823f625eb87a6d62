package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Hands weights to modules under construction and remembers them by name.
///
/// ```
/// Weights weights = Weights.from(FreshWeights.seeded(torch, 1));
/// LanguageModel model = new LanguageModel(settings, weights.under("language_model."));
/// Parameters parameters = weights.collected();
/// ```
public final class Weights {
  private final WeightSource source;
  private final String prefix;
  private final Map<String, Tensor> taken;

  private Weights(WeightSource source, String prefix, Map<String, Tensor> taken) {
    this.source = source;
    this.prefix = prefix;
    this.taken = taken;
  }

  public static Weights from(WeightSource source) {
    return new Weights(source, "", new LinkedHashMap<>());
  }

  /// Makes something of a source's weights; where that fails, those it was given are freed.
  public static <M> M orFreed(WeightSource source, Function<WeightSource, M> making) {
    List<Tensor> given = new ArrayList<>();
    try {
      return making.apply((name, initial, shape) -> {
        Tensor weight = source.weight(name, initial, shape);
        given.add(weight);
        return weight;
      });
    } catch (RuntimeException refused) {
      given.forEach(Tensor::close);
      throw refused;
    }
  }

  /// The same weights, with names that start further down.
  public Weights under(String part) {
    return new Weights(source, prefix + part, taken);
  }

  /// @throws IllegalStateException when a module takes a name twice
  public Tensor take(String name, Initial initial, long... shape) {
    String full = prefix + name;
    if (taken.containsKey(full)) {
      throw new IllegalStateException("weight " + full + " is taken twice");
    }
    Tensor weight = source.weight(full, initial, shape);
    taken.put(full, weight);
    return weight;
  }

  /// Everything taken so far whose name starts with this prefix, in the order of taking.
  public Parameters collected() {
    return new Parameters(taken).under(prefix);
  }
}
