package io.viralstream.pretraining;

import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.Initial;
import io.viralstream.models.model.Linear;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionTransformer;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.scenes.Scene;
import io.viralstream.scenes.SceneRenderer;
import java.util.List;

/// A vision transformer that learns from scenes through heads; the heads are dropped afterwards.
final class SceneVision {
  static final double WEIGHT_DECAY = 0.05;

  private final Torch torch;
  private final VisionTransformer transformer;
  private final Parameters weights;
  private final Weights heads;

  /// @param prefix under which a file keeps the transformer
  /// @param headSeed of the heads' first weights
  SceneVision(
      Torch torch, VisionTransformerSettings settings, String prefix, long seed, long headSeed) {
    this.torch = torch;
    Weights fresh = Weights.from(FreshWeights.seeded(torch, seed));
    transformer = new VisionTransformer(torch, settings, fresh.under(prefix));
    weights = fresh.collected();
    heads = Weights.from(FreshWeights.seeded(torch, headSeed));
  }

  VisionTransformer transformer() {
    return transformer;
  }

  /// What is kept.
  Parameters weights() {
    return weights;
  }

  /// One more head, from the width of features to `outputs` scores.
  Linear head(String name, int outputs) {
    return Linear.biased(heads, name, new Initial.Normal(.02), DefaultShape.width(), outputs);
  }

  /// The transformer's weights with those of the heads whose names begin so.
  Parameters weightsWithHeads(String prefix) {
    return weights.with(heads.collected().under(prefix));
  }

  /// Scenes as normalised pixels `[B, 3, side, side]`.
  Tensor pixels(List<Scene> scenes) {
    return pixels(transformer.settings(), scenes);
  }

  /// The same for scenes of another size.
  Tensor pixels(VisionTransformerSettings settings, List<Scene> scenes) {
    List<byte[]> pictures = scenes.stream().map(scene -> SceneRenderer.draw(scene).rgb()).toList();
    return VisionEncoder.pixels(torch, settings.view(), pictures);
  }
}
