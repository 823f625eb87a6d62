package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.SourceTensor;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.model.Activation;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.VisionVariant;
import io.viralstream.models.published.ConfigSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// RADIO v2.5 and C-RADIO v3, by NVlabs' own code: timm's vision transformer under
/// `radio_model.model.`, a patch generator before it, no norm after it. Its features are the last
/// block's patch tokens.
///
/// `config.json` holds the training's arguments: `args.model` names an architecture, from which
/// `args.model_kwargs` departs.
final class Radio {
  /// What the code says of an architecture.
  private record Shape(int width, int blocks, int heads) {}

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "vit_base_patch16_224", new Shape(768, 12, 12),
          "vit_large_patch16_224", new Shape(1024, 24, 16),
          "vit_huge_patch16_224", new Shape(1280, 32, 16),
          "vit_base_patch16_v2_224", new Shape(768, 12, 12),
          "vit_large_patch16_v2_224", new Shape(1024, 24, 16));

  /// Whose position tables are resampled between corners, by the code that was published with them;
  /// later code does otherwise.
  private static final Set<String> BETWEEN_CORNERS =
      Set.of("radio_v2.5-b", "radio_v2.5-l", "radio_v2.5-h", "c-radio_v3-b", "c-radio_v3-h");

  private static final String PREFIX = "radio_model.model.";
  private static final String TOKENS = "patch_generator.cls_token.token";

  private Radio() {}

  static VisionPlan read(VisionFiles files) {
    ConfigSection config = files.config();
    refuseWhatIsNotComputed(config);
    VisionTransformerSettings settings = settings(files, config.sectionOrEmpty("args"));
    boolean corners = BETWEEN_CORNERS.contains(config.text("version", ""));
    return new TransformerPlan(
        settings,
        names(files),
        new PositionTable(
            settings.grid(),
            false,
            corners
                ? PositionTable.Resampling.BILINEAR_CORNERS
                : PositionTable.Resampling.BILINEAR),
        true,
        List.of(
            "radio_model.summary_idxs",
            "radio_model.adaptors.",
            "radio_model.input_conditioner.",
            "radio_model.inter_feature_normalizer."));
  }

  private static void refuseWhatIsNotComputed(ConfigSection config) {
    for (String key : List.of("vitdet_window_size", "feature_normalizer_config")) {
      if (config.has(key)) throw config.refused(key, "null");
    }
    ConfigSection args = config.sectionOrEmpty("args");
    if (args.flag("model_norm", false)) throw args.refused("model_norm", "false");
    if (!args.has("cpe_max_size")) throw args.refused("cpe_max_size", "a size in pixels");
  }

  /// Learnt where its files have such tensors.
  private static OptionalDouble layerScale(VisionFiles files) {
    boolean scaled =
        files.tensors().contains(PREFIX + "blocks.0.ls1.gamma") || isScaleRenamed(files);
    return scaled ? OptionalDouble.of(1) : OptionalDouble.empty();
  }

  /// In files by NVlabs' code for transformers, layer scales have a name that no converter knows.
  private static boolean isScaleRenamed(VisionFiles files) {
    return files.tensors().contains(PREFIX + "blocks.0.ls1.grandma");
  }

  private static EncoderNames names(VisionFiles files) {
    EncoderNames names =
        TimmNames.PLAIN
            .under(PREFIX)
            .with(
                Map.of(
                    "embeddings.register_tokens",
                    SourceTensor.whole(TOKENS),
                    PositionTable.NAME,
                    SourceTensor.under(1, "patch_generator.pos_embed"),
                    "embeddings.patch_embedding",
                    SourceTensor.flat("patch_generator.embedder")));
    return isScaleRenamed(files)
        ? names.within(
            Map.of(
                "layer_scale1.lambda1", SourceTensor.whole("ls1.grandma"),
                "layer_scale2.lambda1", SourceTensor.whole("ls2.grandma")))
        : names;
  }

  private static VisionTransformerSettings settings(VisionFiles files, ConfigSection args) {
    Shape shape = SHAPES.get(args.text("model", ""));
    if (shape == null) throw args.refused("model", "one of " + SHAPES.keySet());
    ConfigSection departing = args.sectionOrEmpty("model_kwargs");
    int patch = departing.side("patch_size", files.config().whole("patch_size", 16));
    int width = departing.whole("embed_dim", shape.width());
    int blocks = departing.whole("depth", shape.blocks());
    Statistics statistics = conditioner(files);
    return new VisionTransformerSettings(
        (int) Math.round((double) args.whole("cpe_max_size") / patch) * patch,
        patch,
        width,
        blocks,
        departing.whole("num_heads", shape.heads()),
        (int) (width * departing.number("mlp_ratio", 4)),
        Activation.GELU,
        false,
        1e-6,
        layerScale(files),
        new FeatureLayer.AfterBlock(blocks),
        statistics.mean(),
        statistics.deviation(),
        new VisionVariant(false, tokens(files), false, false));
  }

  /// One for each of its teachers, filled up by registers.
  private static int tokens(VisionFiles files) {
    List<Long> shape = files.weights().tensor(PREFIX + TOKENS).shape();
    if (shape.size() != 2 || shape.getFirst() < 1 || shape.getFirst() > 256) {
      throw new CheckpointRejected(
          PREFIX + TOKENS + ": shape " + shape + ", expected 1 to 256 tokens");
    }
    return Math.toIntExact(shape.getFirst());
  }

  /// Its files hold by what the pixels are normalised.
  private static Statistics conditioner(VisionFiles files) {
    return new Statistics(
        colours(files, "norm_mean", Statistics.CLIP.mean()),
        colours(files, "norm_std", Statistics.CLIP.deviation()));
  }

  private static List<Double> colours(VisionFiles files, String name, List<Double> otherwise) {
    String full = "radio_model.input_conditioner." + name;
    return files.weights().find(full).map(Radio::doubles).orElse(otherwise);
  }

  private static List<Double> doubles(StoredTensor tensor) {
    if (!tensor.shape().equals(List.of(3L, 1L, 1L))) {
      throw new CheckpointRejected(
          tensor.name() + ": shape " + tensor.shape() + ", expected [3, 1, 1]");
    }
    List<Double> values = new ArrayList<>();
    for (float value : tensor.floats()) values.add((double) value);
    return values;
  }
}
