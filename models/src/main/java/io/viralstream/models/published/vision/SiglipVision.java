package io.viralstream.models.published.vision;

import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.published.ConfigSection;
import java.util.List;

/// The vision transformer of SigLIP, and of SigLIP2 at a fixed resolution, whose files are the
/// same; alone or beside its text tower.
final class SiglipVision {
  private SiglipVision() {}

  static VisionPlan read(VisionFiles files) {
    ConfigSection config = files.config().section("vision_config").orElse(files.config());
    VisionTransformerSettings settings =
        VisionTower.SIGLIP.settings(config, VisionTower.SIGLIP.statistics(files.preprocessor()));
    String prefix = files.prefix("embeddings.patch_embedding.weight", "vision_model.", "");
    return new TransformerPlan(
        settings,
        EncoderNames.ours(prefix),
        new PositionTable(settings.grid(), false, PositionTable.Resampling.BICUBIC),
        false,
        List.of(
            "text_model.",
            "logit_scale",
            "logit_bias",
            prefix + "head.",
            prefix + "embeddings.position_ids"));
  }
}
