package io.viralstream.models.analyse;

import io.viralstream.models.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a model makes of one picture and question, in the scope in which [AnalysisPass] looked.
///
/// @param layers by ℓ the visual tokens e_img_ℓ, `[N, D]`
/// @param encoder z of V_ψ before P_φ, `[N, D_z]`
/// @param teacher y of E, `[M, d]`, where there is one
/// @param attention by ℓ a map for each head, where attention was asked for
/// @param answer what the model said, where a measure needs it
/// @param margin of the answer, where it was asked for
public record Seen(
    SortedMap<Integer, Tensor> layers,
    Tensor encoder,
    Optional<Tensor> teacher,
    SortedMap<Integer, List<AttentionMap>> attention,
    Optional<String> answer,
    Optional<Figure> margin) {
  /// e_img_ℓ, `[N, D]`.
  ///
  /// @throws IllegalArgumentException where that layer was not looked at
  public Tensor tokens(int layer) {
    Tensor tokens = layers.get(layer);
    if (tokens == null) {
      throw new IllegalArgumentException(
          "layer=" + layer + ", expected one that was looked at: " + layers.keySet());
    }
    return tokens;
  }
}
