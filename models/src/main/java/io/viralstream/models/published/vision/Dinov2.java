package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.SourceTensor;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.VisionVariant;
import io.viralstream.models.published.ConfigSection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// DINOv2 in transformers' layout, with and without registers.
final class Dinov2 {
  static final EncoderNames NAMES =
      new EncoderNames(
          "",
          "encoder.layer.#.",
          Map.of(
              "embeddings.class_embedding",
              SourceTensor.under(2, "embeddings.cls_token"),
              "embeddings.register_tokens",
              SourceTensor.under(1, "embeddings.register_tokens"),
              PositionTable.NAME,
              SourceTensor.under(1, "embeddings.position_embeddings"),
              "embeddings.patch_embedding",
              SourceTensor.whole("embeddings.patch_embeddings.projection"),
              "post_layernorm",
              SourceTensor.whole("layernorm")),
          Map.of(
              "layer_norm1", SourceTensor.whole("norm1"),
              "layer_norm2", SourceTensor.whole("norm2"),
              "self_attn.q_proj", SourceTensor.whole("attention.attention.query"),
              "self_attn.k_proj", SourceTensor.whole("attention.attention.key"),
              "self_attn.v_proj", SourceTensor.whole("attention.attention.value"),
              "self_attn.out_proj", SourceTensor.whole("attention.output.dense")));

  private Dinov2() {}

  static VisionPlan read(VisionFiles files) {
    return plan(files.config(), files, 14, 0);
  }

  static VisionPlan readWithRegisters(VisionFiles files) {
    return plan(files.config(), files, 16, files.config().whole("num_register_tokens", 4));
  }

  private static VisionPlan plan(
      ConfigSection config, VisionFiles files, int patch, int registers) {
    String prefix = files.prefix("embeddings.cls_token", "", "dinov2.", "dinov2_with_registers.");
    VisionTransformerSettings settings = settings(config, files, patch, registers);
    return new TransformerPlan(
        settings,
        NAMES.under(prefix),
        new PositionTable(settings.grid(), true, PositionTable.Resampling.BICUBIC),
        true,
        List.of(prefix + "embeddings.mask_token", "classifier."));
  }

  /// @param patch of the class where it is left out
  static VisionTransformerSettings settings(
      ConfigSection config, VisionFiles files, int patch, int registers) {
    if (config.flag("use_swiglu_ffn", false)) throw config.refused("use_swiglu_ffn", "false");
    if (!config.flag("qkv_bias", true)) throw config.refused("qkv_bias", "true");
    if (config.whole("num_channels", 3) != 3) throw config.refused("num_channels", "3");
    int width = config.whole("hidden_size", 768);
    Statistics statistics = files.statistics(Statistics.IMAGENET);
    return new VisionTransformerSettings(
        config.side("image_size", 224),
        config.side("patch_size", patch),
        width,
        config.whole("num_hidden_layers", 12),
        config.whole("num_attention_heads", 12),
        (int) (width * config.number("mlp_ratio", 4)),
        Activations.of(config, "gelu"),
        true,
        config.number("layer_norm_eps", 1e-6),
        OptionalDouble.of(1),
        new FeatureLayer.AfterFinalNorm(),
        statistics.mean(),
        statistics.deviation(),
        VisionVariant.plain().registered(registers));
  }
}
