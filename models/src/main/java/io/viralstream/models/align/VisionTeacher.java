package io.viralstream.models.align;

import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionBackbone;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionTransformer;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.Torch;
import java.util.List;

/// E, the frozen vision model whose features y = E(I) the student's visual tokens are aligned to.
///
/// Pictures come in the teacher's own size and are normalised by its own statistics.
public final class VisionTeacher implements AutoCloseable {
  private final VisionEncoder encoder;
  private final Parameters parameters;

  private VisionTeacher(VisionEncoder encoder, Parameters parameters) {
    this.encoder = encoder;
    this.parameters = parameters;
  }

  /// Any vision model, such as a published one.
  ///
  /// @param parameters its weights, which the teacher then owns
  public static VisionTeacher of(Torch torch, VisionBackbone backbone, Parameters parameters) {
    return new VisionTeacher(new VisionEncoder(torch, backbone), parameters);
  }

  /// A vision foundation model of its own, equation (7).
  ///
  /// @param source gives names from `vision_model.` on
  public static VisionTeacher foundation(
      Torch torch, VisionTransformerSettings settings, WeightSource source) {
    Weights weights = Weights.from(source);
    VisionTransformer transformer =
        new VisionTransformer(torch, settings, weights.under("vision_model."));
    return of(torch, transformer, weights.collected());
  }

  public VisionView view() {
    return encoder.view();
  }

  /// y of each picture.
  ///
  /// @param pictures RGB bytes of exactly the view's image size
  public List<PatchFeatures> features(List<byte[]> pictures) {
    return encoder.encode(pictures);
  }

  /// Its weights.
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
