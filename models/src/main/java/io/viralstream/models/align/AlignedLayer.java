package io.viralstream.models.align;

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
