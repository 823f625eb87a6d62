package io.viralstream.models.align;

import io.viralstream.models.align.Objective.AlignedLayer;
import java.util.List;
import java.util.function.IntFunction;

/// What L_VRA compares and where (docs/method.md §2.2, §2.5 and §3).
///
/// @param comparison how a layer's visual tokens are compared with the target
/// @param lambda λ of equation (6), at least 0
/// @param layers ℓ of the layers that L_VRA is the mean over: at least one, each once
/// @param projectors whether these layers share P_π
public record AlignmentSettings(
    Comparison comparison, double lambda, List<Integer> layers, Projectors projectors) {
  public AlignmentSettings {
    layers = List.copyOf(layers);
    if (layers.isEmpty() || layers.size() != layers.stream().distinct().count()) {
      throw new IllegalArgumentException("layers=" + layers + ", expected at least one, each once");
    }
  }

  /// How visual tokens and target are compared.
  public enum Comparison {
    /// Feature by feature, through P_π: equations (5) and (7).
    COSINE,
    /// By the relations between tokens, without P_π.
    RELATION
  }

  /// How many P_π there are.
  public enum Projectors {
    /// One for all layers.
    ONE,
    /// One for each layer.
    EACH
  }

  /// The objective.
  ///
  /// @param projector makes the P_π of a layer; asked once where the layers share it, and never for
  ///   relations
  public Objective objective(IntFunction<AlignmentProjector> projector) {
    return new Objective(lambda, alignments(projector));
  }

  private List<AlignedLayer> alignments(IntFunction<AlignmentProjector> projector) {
    return switch (comparison) {
      case RELATION ->
          layers.stream().map(layer -> new AlignedLayer(layer, new RelationAlignment())).toList();
      case COSINE ->
          switch (projectors) {
            case ONE -> {
              CosineAlignment shared = new CosineAlignment(projector.apply(layers.getFirst()));
              yield layers.stream().map(layer -> new AlignedLayer(layer, shared)).toList();
            }
            case EACH ->
                layers.stream()
                    .map(layer ->
                        new AlignedLayer(layer, new CosineAlignment(projector.apply(layer))))
                    .toList();
          };
    };
  }
}
