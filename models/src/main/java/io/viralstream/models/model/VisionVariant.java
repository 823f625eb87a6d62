package io.viralstream.models.model;

/// In what a published vision transformer departs from the plain one.
///
/// @param patchBias whether the patch embedding adds a bias
/// @param registers learnt tokens without a position, between the class token and the patches
/// @param normFirst whether the tokens are normed before the first block, as CLIP does
/// @param normLast whether there is a norm after the last block, which RADIO leaves out
public record VisionVariant(boolean patchBias, int registers, boolean normFirst, boolean normLast) {
  public VisionVariant {
    Require.between("registers", registers, 0, 256);
  }

  /// The plain one: a patch bias, no registers, a norm at the end only.
  public static VisionVariant plain() {
    return new VisionVariant(true, 0, false, true);
  }

  /// With that many registers.
  public VisionVariant registered(int count) {
    return new VisionVariant(patchBias, count, normFirst, normLast);
  }
}
