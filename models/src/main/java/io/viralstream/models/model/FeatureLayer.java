package io.viralstream.models.model;

/// Which patch tokens of a vision transformer serve as its features.
public sealed interface FeatureLayer {
  /// The output of a block, 1-based, without final norm; LLaVA takes the last but one.
  record AfterBlock(int block) implements FeatureLayer {}

  /// The output of the last block after the final norm, as DINOv2 is used.
  record AfterFinalNorm() implements FeatureLayer {}
}
