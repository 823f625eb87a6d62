package io.viralstream.models.published.vision;

import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.published.ConfigSection;
import java.util.List;

/// The backbone of Depth Anything V2, a DINOv2; neck and head are left out.
///
/// transformers' files have it under `backbone.`, the original release under `pretrained.` with
/// timm's names.
final class DepthAnything {
  private DepthAnything() {}

  static VisionPlan read(VisionFiles files) {
    ConfigSection backbone =
        files
            .config()
            .section("backbone_config")
            .orElseThrow(() -> files.config().refused("backbone_config", "an object"));
    if (!backbone.text("model_type", "dinov2").equals("dinov2")) {
      throw backbone.refused("model_type", "dinov2");
    }
    if (!backbone.flag("apply_layernorm", true)) throw backbone.refused("apply_layernorm", "true");
    VisionTransformerSettings settings = Dinov2.settings(backbone, files, 14, 0);
    boolean original = files.tensors().contains("pretrained.cls_token");
    return new TransformerPlan(
        settings,
        original ? TimmNames.PLAIN.under("pretrained.") : Dinov2.NAMES.under("backbone."),
        new PositionTable(settings.grid(), true, PositionTable.Resampling.BICUBIC),
        true,
        List.of(
            "neck.",
            "head.",
            "depth_head.",
            "pretrained.mask_token",
            "backbone.embeddings.mask_token"));
  }
}
