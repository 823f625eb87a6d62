package io.viralstream.models.published.vision;

import io.viralstream.models.model.Activation;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.VisionVariant;
import io.viralstream.models.published.ConfigSection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a `vision_config` of CLIP or SigLIP says, whose values left out are those of the family.
///
/// The tensors of both are named as ours, so that a multimodal checkpoint's tower needs its
/// settings alone.
///
/// @param patch the family's own patch size
/// @param activation the family's own `hidden_act`
/// @param epsilon of the family's norms
/// @param classToken whether the family has a class token
/// @param variant in what it departs from the plain form
public record VisionTower(
    int patch, String activation, double epsilon, boolean classToken, VisionVariant variant) {
  /// As transformers' CLIPVisionConfig.
  static final VisionTower CLIP =
      new VisionTower(32, "quick_gelu", 1e-5, true, new VisionVariant(false, 0, true, true));

  /// As transformers' SiglipVisionConfig.
  static final VisionTower SIGLIP =
      new VisionTower(16, "gelu_pytorch_tanh", 1e-6, false, VisionVariant.plain());

  private static final Map<String, VisionTower> BY_MODEL_TYPE =
      Map.of("clip_vision_model", CLIP, "siglip_vision_model", SIGLIP);

  /// The family that a `vision_config` names; LLaVA's means CLIP where it names none.
  ///
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected where it is neither
  public static VisionTower of(ConfigSection config) {
    VisionTower tower = BY_MODEL_TYPE.get(config.text("model_type", "clip_vision_model"));
    if (tower == null) throw config.refused("model_type", "one of " + BY_MODEL_TYPE.keySet());
    return tower;
  }

  /// Whether a tensor of a tower's files is none of its features' business: the pooling head, and
  /// the positions' numbers that early files keep.
  ///
  /// @param name within `vision_model.`
  public static boolean isUnused(String name) {
    return name.startsWith("head.") || name.equals("embeddings.position_ids");
  }

  /// Of the pixels, where no preprocessor says otherwise.
  public Statistics statistics(Optional<Preprocessor> preprocessor) {
    Statistics own = classToken ? Statistics.CLIP : Statistics.HALF;
    return preprocessor.map(file -> file.statistics(own)).orElse(own);
  }

  /// The settings, with the features before the last block.
  public VisionTransformerSettings settings(ConfigSection config, Statistics statistics) {
    if (config.whole("num_channels", 3) != 3) throw config.refused("num_channels", "3");
    int blocks = config.whole("num_hidden_layers", 12);
    if (blocks < 2) throw config.refused("num_hidden_layers", "a block before the last");
    Activation function = Activations.of(config, activation);
    return new VisionTransformerSettings(
        config.side("image_size", 224),
        config.side("patch_size", patch),
        config.whole("hidden_size", 768),
        blocks,
        config.whole("num_attention_heads", 12),
        config.whole("intermediate_size", 3072),
        function,
        classToken,
        config.number("layer_norm_eps", epsilon),
        OptionalDouble.empty(),
        new FeatureLayer.AfterBlock(blocks - 1),
        statistics.mean(),
        statistics.deviation(),
        variant);
  }
}
