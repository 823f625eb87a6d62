package io.viralstream.models.model;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// Hands weights to modules under construction and remembers them by name.
///
/// ```
/// Weights weights = Weights.from(FreshWeights.seeded(torch, 1));
/// LanguageModel model = new LanguageModel(settings, weights.under("language_model."));
/// Parameters parameters = weights.collected();
/// ```
public final class Weights {
  /// P_φ, A of equation (4) and P_π by the beginnings of their names.
  private static final List<String> TRAINED =
      List.of("multi_modal_projector.", "residual.", "alignment_projector.");

  private final WeightSource source;
  private final AdapterSource adapters;
  private final String prefix;
  private final Map<String, Tensor> taken;
  private final SequencedMap<String, LowRank> adapted;

  private Weights(
      WeightSource source,
      AdapterSource adapters,
      String prefix,
      Map<String, Tensor> taken,
      SequencedMap<String, LowRank> adapted) {
    this.source = source;
    this.adapters = adapters;
    this.prefix = prefix;
    this.taken = taken;
    this.adapted = adapted;
  }

  public static Weights from(WeightSource source) {
    return from(source, AdapterSource.none());
  }

  /// Weights with adapters beside some of them.
  public static Weights from(WeightSource source, AdapterSource adapters) {
    return new Weights(source, adapters, "", new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /// Makes something of a source's weights; where that fails, those it was given are released.
  public static <M> M orFreed(WeightSource source, Function<WeightSource, M> making) {
    Watched watched = new Watched(source, new ArrayList<>());
    try {
      return making.apply(watched);
    } catch (RuntimeException refused) {
      source.release(watched.given());
      throw refused;
    }
  }

  /// A source that remembers what it gave.
  private record Watched(WeightSource source, List<Tensor> given) implements WeightSource {
    @Override
    public Tensor weight(String name, Initial initial, long... shape) {
      Tensor weight = source.weight(name, initial, shape);
      given.add(weight);
      return weight;
    }

    @Override
    public void release(List<Tensor> back) {
      source.release(back);
    }
  }

  /// The type in which a weight is held: F32 for what recipes train beside the decoder, as small
  /// updates would be lost in another; the engine's for all that is frozen (docs/method.md §5.6).
  ///
  /// @param name seen from the top
  public static Kind kind(Torch torch, String name) {
    return TRAINED.stream().anyMatch(name::startsWith) ? Kind.F32 : torch.numerics().weights();
  }

  /// The same weights, with names that start further down.
  public Weights under(String part) {
    return new Weights(source, adapters, prefix + part, taken, adapted);
  }

  /// A name as it is seen from the top.
  String full(String name) {
    return prefix + name;
  }

  /// The adapter of a module, where it has one.
  ///
  /// @throws IllegalArgumentException where its matrices have other widths
  Optional<LowRank> adapter(String name, long in, long out) {
    Optional<LowRank> given = adapters.adapter(full(name), in, out);
    given.ifPresent(low -> {
      adapted.put(full(name), low);
      low.requireFit(full(name), in, out);
    });
    return given;
  }

  /// All adapters given so far, in the order of asking.
  LowRankAdapters adapters() {
    return new LowRankAdapters(adapted);
  }

  /// @throws IllegalStateException when a module takes a name twice
  public Tensor take(String name, Initial initial, long... shape) {
    String full = full(name);
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
