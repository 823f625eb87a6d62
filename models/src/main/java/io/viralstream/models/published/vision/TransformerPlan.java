package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.VisionTransformer;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.WeightSource;
import java.util.List;

/// A published model that is a vision transformer of ours under other names.
///
/// @param settings as trained, with the features of a teacher
/// @param names what its tensors are called
/// @param positions its position table
/// @param otherSizes whether it is used at other sizes than trained
/// @param unused how the names begin of what its files hold beside
record TransformerPlan(
    VisionTransformerSettings settings,
    EncoderNames names,
    PositionTable positions,
    boolean otherSizes,
    List<String> unused)
    implements VisionPlan {
  @Override
  public int trainedSize() {
    return settings.imageSize();
  }

  @Override
  public int sizeOf(int grid) {
    boolean trained = !otherSizes && settings.grid() == grid;
    return trained ? trainedSize() : Math.multiplyExact(settings.patchSize(), grid);
  }

  @Override
  public boolean takesOtherSizes() {
    return otherSizes;
  }

  @Override
  public VisionPlan takingOtherSizes() {
    return new TransformerPlan(settings, names, positions, true, unused);
  }

  @Override
  public Building student() {
    return building(settings.taking(new FeatureLayer.AfterBlock(settings.blocks() - 1)));
  }

  @Override
  public Building teacher(int imageSize) {
    if (imageSize != trainedSize() && !otherSizes) {
      throw new CheckpointRejected(
          "config.json: pictures of side " + imageSize + ", this family takes " + trainedSize());
    }
    if (imageSize != trainedSize() && imageSize % settings.patchSize() != 0) {
      throw new CheckpointRejected(
          "config.json: pictures of side "
              + imageSize
              + ", expected a multiple of the patch's "
              + settings.patchSize());
    }
    return building(settings.sized(imageSize));
  }

  private Building building(VisionTransformerSettings shape) {
    return (torch, named) -> {
      WeightSource source = positions.resampled(torch, named, shape.classToken() ? 1 : 0);
      return VisionPlan.loaded(source, weights -> new VisionTransformer(torch, shape, weights));
    };
  }
}
