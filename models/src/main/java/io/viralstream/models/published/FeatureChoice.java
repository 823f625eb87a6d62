package io.viralstream.models.published;

import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.VisionTransformerSettings;

/// Which of an encoder's tokens a LLaVA looks at.
final class FeatureChoice {
  private FeatureChoice() {}

  /// The encoder with the features that the key names.
  ///
  /// Layers count as transformers' hidden states do: 0 is the first block's input, -1 the last
  /// block's output, -2 the one before.
  static VisionTransformerSettings of(
      ConfigSection config, String key, VisionTransformerSettings vision) {
    int layer = config.whole(key, -2);
    int block = layer < 0 ? vision.blocks() + 1 + layer : layer;
    if (block < 1 || block > vision.blocks()) {
      throw config.refused(key, "a block of " + vision.blocks());
    }
    return vision.taking(new FeatureLayer.AfterBlock(block));
  }
}
