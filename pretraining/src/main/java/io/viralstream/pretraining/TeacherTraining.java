package io.viralstream.pretraining;

import io.viralstream.models.model.Linear;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionTransformer;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.scenes.Scene;
import io.viralstream.scenes.SceneSettings;
import io.viralstream.scenes.Side;
import io.viralstream.scenes.World;
import java.util.List;

/// Teaches E what every patch shows and how the object there lies: the dense vision that V_ψ lacks.
///
/// Loss: cross-entropy of colour and of shape over all patches, and twice the mean absolute error
/// of the geometry over patches that show an object.
final class TeacherTraining {
  /// Where a teacher's file keeps it.
  private static final String PREFIX = "vision_model.";

  private static final double GEOMETRY_WEIGHT = 2;

  private final Torch torch;
  private final long seed;
  private final SceneVision vision;
  private final Linear colourHead;
  private final Linear shapeHead;
  private final Linear geometryHead;

  TeacherTraining(Torch torch, long seed) {
    this.torch = torch;
    this.seed = Stage.TEACHER.seed(seed);
    vision = new SceneVision(torch, DefaultShape.teacher(), PREFIX, this.seed, ~this.seed);
    colourHead = vision.head("colour", 1 + World.BASE.colours().size());
    shapeHead = vision.head("shape", 1 + World.BASE.shapes().size());
    geometryHead = vision.head("geometry", DenseTargets.GEOMETRY);
  }

  Parameters weights() {
    return vision.weights();
  }

  void learn(StageLoop loop, StagePlan plan) {
    SceneStream scenes = new SceneStream(SceneSettings.WHOLE, Side.TRAINING, seed);
    loop.run(
        Stage.TEACHER,
        plan,
        vision.weightsWithHeads(""),
        SceneVision.WEIGHT_DECAY,
        () -> loss(scenes.next(plan.batch())));
  }

  private Tensor loss(List<Scene> scenes) {
    VisionTransformer teacher = vision.transformer();
    DenseTargets targets = DenseTargets.of(scenes, teacher.settings().patchSize());
    Tensor features =
        teacher.features(vision.pixels(scenes)).reshape(-1, DefaultShape.width()); // [B·N, D]
    Tensor colour = colourHead.apply(features).crossEntropy(ids(targets.colours())).mean();
    Tensor shape = shapeHead.apply(features).crossEntropy(ids(targets.shapes())).mean();
    Tensor geometry = geometryError(features, targets).mul(GEOMETRY_WEIGHT);
    return colour.add(shape).add(geometry);
  }

  private Tensor geometryError(Tensor features, DenseTargets targets) {
    float[] shares = new float[targets.patches()];
    int objects = 0;
    for (int patch = 0; patch < shares.length; patch++) {
      objects += targets.isObject(patch) ? 1 : 0;
    }
    for (int patch = 0; patch < shares.length; patch++) {
      shares[patch] = targets.isObject(patch) ? 1f / (objects * DenseTargets.GEOMETRY) : 0;
    }
    Tensor wanted = torch.of(targets.geometry(), shares.length, DenseTargets.GEOMETRY);
    Tensor errors = geometryHead.apply(features).sub(wanted).abs().sum(1); // [B·N]
    return errors.mul(torch.of(shares, shares.length)).sum();
  }

  private Tensor ids(int[] ids) {
    return torch.of(ids, ids.length);
  }
}
