package io.viralstream.models.published.vision;

import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.published.ConfigSection;
import java.util.List;

/// CLIP's vision transformer, alone or beside its text tower.
///
/// Files by transformers 5 name the tensors of a bare vision model without `vision_model.`, earlier
/// ones with it. What early ones say in `vision_config_dict` goes before `vision_config`.
final class ClipVision {
  private ClipVision() {}

  static VisionPlan read(VisionFiles files) {
    ConfigSection whole = files.config();
    ConfigSection config =
        whole.section("vision_config_dict").or(() -> whole.section("vision_config")).orElse(whole);
    VisionTransformerSettings settings =
        VisionTower.CLIP.settings(config, VisionTower.CLIP.statistics(files.preprocessor()));
    String prefix = files.prefix("embeddings.class_embedding", "vision_model.", "");
    return new TransformerPlan(
        settings,
        EncoderNames.ours(prefix),
        new PositionTable(settings.grid(), true, PositionTable.Resampling.BICUBIC),
        false,
        List.of(
            "text_model.",
            "text_projection.",
            "visual_projection.",
            "logit_scale",
            prefix + "embeddings.position_ids"));
  }
}
