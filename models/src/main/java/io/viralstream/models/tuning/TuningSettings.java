package io.viralstream.models.tuning;

import io.viralstream.models.align.AlignmentSettings;
import io.viralstream.models.align.AlignmentSettings.Comparison;
import io.viralstream.models.align.AlignmentSettings.Projectors;
import io.viralstream.models.model.ResidualKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is opened to learn, and how it is aligned.
///
/// @param model the student's directory
/// @param adapter a LoRA adapter beside its weights, which is trained then
/// @param target what its visual tokens are aligned with
/// @param comparison how they are compared with the target
/// @param layers ℓ of the aligned layers; none for the middle one
/// @param projectors how many P_π there are
/// @param projectorFile the file of P_π; without it, P_π starts from the seed
/// @param residual equation (3) or (4), at the same layers
/// @param lambda λ
/// @param length tokens that a sample is cut to, its picture's included
/// @param seed of P_π
public record TuningSettings(
    Path model,
    Optional<Path> adapter,
    Target target,
    Comparison comparison,
    List<Integer> layers,
    Projectors projectors,
    Optional<Path> projectorFile,
    ResidualKind residual,
    double lambda,
    int length,
    long seed) {
  /// Width of P_π, where no file says another.
  static final int PROJECTOR_WIDTH = 2_048;

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

  AlignmentSettings alignment(List<Integer> chosen) {
    return new AlignmentSettings(comparison, lambda, chosen, projectors);
  }
}
