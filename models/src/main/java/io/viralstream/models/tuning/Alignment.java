package io.viralstream.models.tuning;

import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.align.AlignmentProjector.Widths;
import io.viralstream.models.align.AlignmentSettings;
import io.viralstream.models.align.Objective;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.model.Weights;

/// The objective with the weights of its P_π, which this owns.
///
/// One P_π has names such as `alignment_projector.linear_1.weight`; where each layer has its own,
/// that of layer 16 has `alignment_projector.16.linear_1.weight`.
///
/// @param parameters none without P_π
public record Alignment(Objective objective, Parameters parameters) implements AutoCloseable {
  static final String PREFIX = "alignment_projector.";

  /// L_LM alone.
  public static Alignment none() {
    return new Alignment(Objective.languageOnly(), Parameters.none());
  }

  /// @param source gives `alignment_projector.…`
  /// @param widths of the P_π of a layer
  static Alignment of(AlignmentSettings settings, WeightSource source, LayerWidths widths) {
    return Weights.orFreed(
        source,
        given -> {
          Weights weights = Weights.from(given);
          Objective objective =
              settings.objective(layer ->
                  new AlignmentProjector(
                      widths.of(layer), weights.under(PREFIX + prefix(settings, layer))));
          return new Alignment(objective, weights.collected());
        });
  }

  /// What the names of a layer's P_π begin with: nothing where all layers share it.
  static String prefix(AlignmentSettings settings, int layer) {
    return switch (settings.projectors()) {
      case ONE -> "";
      case EACH -> layer + ".";
    };
  }

  /// The widths of the P_π of a layer.
  interface LayerWidths {
    Widths of(int layer);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
