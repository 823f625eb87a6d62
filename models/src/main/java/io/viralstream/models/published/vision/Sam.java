package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.SourceTensor;
import io.viralstream.models.model.SamSettings;
import io.viralstream.models.published.ConfigSection;
import java.util.List;
import java.util.Map;

/// SAM in transformers' layout, with or without its prompt encoder and mask decoder; values left
/// out are those of SamVisionConfig.
final class Sam {
  private static final EncoderNames NAMES =
      new EncoderNames(
          "vision_encoder.",
          "",
          Map.of("patch_embedding", SourceTensor.whole("patch_embed.projection")),
          Map.of());

  private Sam() {}

  static VisionPlan read(VisionFiles files) {
    ConfigSection config = files.config().section("vision_config").orElse(files.config());
    for (String key : List.of("qkv_bias", "use_abs_pos", "use_rel_pos")) {
      if (!config.flag(key, true)) throw config.refused(key, "true");
    }
    return new SamPlan(
        settings(config, files.statistics(Statistics.IMAGENET)),
        NAMES,
        List.of("prompt_encoder.", "mask_decoder.", "shared_image_embedding."));
  }

  private static SamSettings settings(ConfigSection config, Statistics statistics) {
    int width = config.whole("hidden_size", 768);
    int blocks = config.whole("num_hidden_layers", 12);
    return new SamSettings(
        config.side("image_size", 1024),
        config.side("patch_size", 16),
        width,
        blocks,
        config.whole("num_attention_heads", 12),
        config.wholeIfSet("mlp_dim").orElse((int) (width * config.number("mlp_ratio", 4))),
        Activations.of(config, "gelu"),
        config.whole("window_size", 14),
        globalBlocks(config, blocks),
        config.whole("output_channels", 256),
        config.number("layer_norm_eps", 1e-6),
        statistics.mean(),
        statistics.deviation());
  }

  /// Numbers that no block has say nothing: the class's own are those of twelve blocks.
  private static List<Integer> globalBlocks(ConfigSection config, int blocks) {
    List<Integer> named =
        config.has("global_attn_indexes")
            ? config.wholes("global_attn_indexes")
            : List.of(2, 5, 8, 11);
    return named.stream().filter(each -> each >= 0 && each < blocks).toList();
  }
}
