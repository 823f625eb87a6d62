package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.SamEncoder;
import io.viralstream.models.model.SamSettings;
import java.util.List;

/// A published SAM, of which the image encoder serves as a teacher.
///
/// @param settings of its image encoder
/// @param names what its tensors are called
/// @param unused how the names begin of what its files hold beside
record SamPlan(SamSettings settings, EncoderNames names, List<String> unused)
    implements VisionPlan {
  @Override
  public int trainedSize() {
    return settings.canvas();
  }

  @Override
  public int sizeOf(int grid) {
    return Math.multiplyExact(settings.patchSize(), grid);
  }

  @Override
  public boolean takesOtherSizes() {
    return true;
  }

  @Override
  public VisionPlan takingOtherSizes() {
    return this;
  }

  @Override
  public Building student() {
    throw new CheckpointRejected("config.json: SAM is a teacher, not a student's encoder");
  }

  @Override
  public Building teacher(int imageSize) {
    settings.view(imageSize);
    return (torch, named) ->
        VisionPlan.loaded(named, weights -> new SamEncoder(torch, settings, imageSize, weights));
  }
}
