package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.SamEncoder;
import io.viralstream.models.model.SamSettings;
import io.viralstream.models.model.Weights;

/// A published SAM, of which the image encoder serves as a teacher.
///
/// @param settings of its image encoder
/// @param names what its tensors are called
/// @param unused what its files hold beside
record SamPlan(SamSettings settings, TensorNames names, Unused unused) implements VisionPlan {
  @Override
  public int trainedSize() {
    return settings.canvas();
  }

  @Override
  public int sizeOf(int grid) {
    return Math.multiplyExact(settings.patchSize(), grid);
  }

  @Override
  public Building student() {
    throw new CheckpointRejected("config.json: SAM is a teacher, not a student's encoder");
  }

  @Override
  public Building teacher(int imageSize) {
    settings.view(imageSize);
    return (torch, sourceTensors) ->
        VisionPlan.collected(
            Weights.from(new RenamedWeights(torch, names, sourceTensors)),
            weights -> new SamEncoder(torch, settings, imageSize, weights));
  }
}
