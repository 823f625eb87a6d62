package io.viralstream.models.tuning;

import io.viralstream.models.align.AlignmentSettings;
import io.viralstream.models.align.AlignmentSettings.Comparison;
import io.viralstream.models.align.AlignmentSettings.Projectors;
import io.viralstream.models.model.LanguageModelSettings;
import java.util.List;

/// What of a student is trained, what it is aligned with, and how.
///
/// @param decoder what of LM_θ is trained
/// @param target what its visual tokens are aligned with
/// @param comparison how they are compared with the target
/// @param layers ℓ of the aligned layers; none for the middle one
/// @param projectors how many P_π there are
/// @param start where the weights of P_π come from, where there is one
/// @param lambda λ
/// @param length tokens that a sample is cut to, its picture's included
public record TuningSettings(
    Decoder decoder,
    Target target,
    Comparison comparison,
    List<Integer> layers,
    Projectors projectors,
    ProjectorStart start,
    double lambda,
    int length) {
  /// What of LM_θ is trained.
  public enum Decoder {
    /// The adapter beside it, where there is one.
    ADAPTER,
    /// All of it.
    FULL
  }

  public TuningSettings {
    layers = List.copyOf(layers);
    if (!(lambda >= 0 && lambda <= 100)) {
      throw new IllegalArgumentException("lambda=" + lambda + ", expected 0 to 100");
    }
    if (length < 1 || length > 1 << 20) {
      throw new IllegalArgumentException("length=" + length + ", expected 1 to " + (1 << 20));
    }
  }

  /// Whether P_π has a part.
  boolean hasProjector() {
    return switch (target) {
      case Target.None() -> false;
      case Target.OwnEncoder() -> comparison == Comparison.COSINE;
      case Target.Teacher ignored -> comparison == Comparison.COSINE;
    };
  }

  /// The aligned layers of a model.
  ///
  /// @throws IllegalArgumentException where the model has no such layer
  List<Integer> layersOf(LanguageModelSettings language) {
    if (layers.isEmpty()) return List.of(language.middleBlock());
    for (int layer : layers) {
      if (layer < 1 || layer > language.blocks()) {
        throw new IllegalArgumentException(
            "layer=" + layer + ", expected 1 to " + language.blocks());
      }
    }
    return layers;
  }

  AlignmentSettings alignment(List<Integer> chosen) {
    return new AlignmentSettings(comparison, lambda, chosen, projectors);
  }
}
