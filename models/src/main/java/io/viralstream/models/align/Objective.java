package io.viralstream.models.align;

import io.viralstream.models.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// Equation (6): L_total = L_LM + λ L_VRA.
///
/// @param lambda λ, at least 0; ½ in the paper
/// @param layers those that L_VRA is the mean over; none trains with L_LM alone
public record Objective(double lambda, List<AlignedLayer> layers) {
  public Objective {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException("lambda=" + lambda + ", expected at least 0");
    }
    layers = List.copyOf(layers);
  }

  /// L_LM alone, the baseline.
  public static Objective languageOnly() {
    return new Objective(0, List.of());
  }

  /// VIRAL as in the paper: cosine at one layer.
  public static Objective viral(double lambda, int layer, AlignmentProjector projector) {
    return new Objective(lambda, List.of(new AlignedLayer(layer, new CosineAlignment(projector))));
  }

  public boolean aligns() {
    return !layers.isEmpty();
  }

  /// ℓ of the layers whose visual tokens are aligned.
  public Set<Integer> depths() {
    return layers.stream().map(AlignedLayer::layer).collect(Collectors.toSet());
  }

  /// L_VRA of each sample `[M]`, the mean over layers.
  ///
  /// @param visual gives e_img_ℓ `[M, N, D]` for ℓ, such as those of [HiddenStates]
  /// @param teacher y `[M, N, d]` of the same samples
  public Tensor alignment(IntFunction<Tensor> visual, Tensor teacher) {
    List<Tensor> byLayer =
        layers.stream()
            .map(each -> each.alignment().losses(visual.apply(each.layer()), teacher))
            .toList();
    return Tensor.stack(byLayer, 0).mean(0);
  }

  /// L_total of a batch.
  ///
  /// @param languageLoss L_LM, equation (2): −(1/K) Σ_i log p over the batch's answer tokens
  /// @param alignmentLoss L_VRA, the mean over its samples with a picture
  public Tensor total(Tensor languageLoss, Tensor alignmentLoss) {
    return languageLoss.add(alignmentLoss.mul(lambda));
  }

  /// A layer of LM_θ whose visual tokens are aligned, and how.
  ///
  /// @param layer ℓ, 1-based; 0 is the input
  /// @param alignment layers may share one projector or have their own
  public record AlignedLayer(int layer, VisualAlignment alignment) {
    public AlignedLayer {
      if (layer < 0) {
        throw new IllegalArgumentException("layer=" + layer + ", expected at least 0");
      }
    }
  }
}
