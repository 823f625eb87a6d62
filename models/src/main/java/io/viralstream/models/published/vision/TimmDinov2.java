package io.viralstream.models.published.vision;

import io.viralstream.models.model.Activation;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.VisionVariant;
import io.viralstream.models.published.ConfigSection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// DINOv2 in timm's layout, with and without registers: `config.json` names an architecture, whose
/// shape timm's code holds, and may depart from it in `model_args`.
final class TimmDinov2 {
  /// What timm's code says of an architecture.
  private record Shape(int width, int blocks, int heads, int registers) {}

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "vit_small_patch14_dinov2", new Shape(384, 12, 6, 0),
          "vit_base_patch14_dinov2", new Shape(768, 12, 12, 0),
          "vit_large_patch14_dinov2", new Shape(1024, 24, 16, 0),
          "vit_small_patch14_reg4_dinov2", new Shape(384, 12, 6, 4),
          "vit_base_patch14_reg4_dinov2", new Shape(768, 12, 12, 4),
          "vit_large_patch14_reg4_dinov2", new Shape(1024, 24, 16, 4));

  /// What `model_args` may say: others would change the model.
  private static final Set<String> KNOWN =
      Set.of(
          "in_chans",
          "img_size",
          "patch_size",
          "embed_dim",
          "depth",
          "num_heads",
          "mlp_ratio",
          "reg_tokens",
          "init_values",
          "num_classes",
          "global_pool",
          "dynamic_img_size");

  private TimmDinov2() {}

  static VisionPlan read(VisionFiles files) {
    ConfigSection config = files.config();
    Shape shape = SHAPES.get(config.text("architecture", "").replaceFirst("\\..*", ""));
    if (shape == null) throw config.refused("architecture", "one of " + SHAPES.keySet());
    VisionTransformerSettings settings = settings(config, shape);
    // With registers, timm has added the class token's place to the token itself.
    boolean classRows = settings.variant().registers() == 0;
    return new TransformerPlan(
        settings,
        TimmNames.PLAIN,
        new PositionTable(settings.grid(), classRows, PositionTable.Resampling.BICUBIC),
        true,
        List.of("mask_token", "head."));
  }

  private static VisionTransformerSettings settings(ConfigSection config, Shape shape) {
    ConfigSection own = config.sectionOrEmpty("pretrained_cfg");
    ConfigSection departing = config.sectionOrEmpty("model_args");
    departing.requireOnly(KNOWN);
    if (departing.whole("in_chans", 3) != 3) throw departing.refused("in_chans", "3");
    Statistics statistics =
        new Statistics(
            own.numbers("mean").orElse(Statistics.IMAGENET.mean()),
            own.numbers("std").orElse(Statistics.IMAGENET.deviation()));
    int width = departing.whole("embed_dim", shape.width());
    return new VisionTransformerSettings(
        departing.side("img_size", side(own)),
        departing.side("patch_size", 14),
        width,
        departing.whole("depth", shape.blocks()),
        departing.whole("num_heads", shape.heads()),
        (int) (width * departing.number("mlp_ratio", 4)),
        Activation.GELU,
        true,
        1e-6,
        OptionalDouble.of(1),
        new FeatureLayer.AfterFinalNorm(),
        statistics.mean(),
        statistics.deviation(),
        VisionVariant.plain().registered(departing.whole("reg_tokens", shape.registers())));
  }

  /// Of `input_size`, which is channels, height and width.
  private static int side(ConfigSection own) {
    if (!own.has("input_size")) return 518;
    List<Integer> size = own.wholes("input_size");
    if (size.size() != 3 || size.get(0) != 3 || !size.get(1).equals(size.get(2))) {
      throw own.refused("input_size", "3 channels and a square");
    }
    return size.get(1);
  }
}
