package io.viralstream.pretraining;

import io.viralstream.models.model.Linear;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionTransformer;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.scenes.Scene;
import io.viralstream.scenes.SceneSettings;
import io.viralstream.scenes.Side;
import java.util.List;
import java.util.random.RandomGenerator;

/// Teaches V_ψ what a picture shows, from its class token alone: no patch is ever told what it is.
///
/// Crops come first. From whole scenes alone it learnt colours and never shapes; a crop of one
/// object, placed anywhere on the grid, leaves nothing but colour and shape to tell.
final class EncoderTraining {
  /// Where the whole model keeps V_ψ.
  private static final String PREFIX = "vision_tower.vision_model.";

  private static final double SCENE_LOSS_SCALE = 10;
  private static final int CROP_CELLS = 3;

  private final Torch torch;
  private final SceneVision vision;
  private final Linear pairHead;
  private final Linear presenceHead;
  private final long seed;

  EncoderTraining(Torch torch, long seed) {
    this.torch = torch;
    this.seed = seed;
    vision =
        new SceneVision(
            torch,
            DefaultShape.encoder(),
            PREFIX,
            Stage.ENCODER_CROPS.seed(seed),
            Stage.ENCODER_SCENES.seed(seed));
    pairHead = vision.head("pair", Presence.PAIRS);
    presenceHead = vision.head("presence", Presence.LABELS);
  }

  Parameters weights() {
    return vision.weights();
  }

  /// Which of 24 pairs of colour and shape a crop shows.
  void learnCrops(StageLoop loop, StagePlan plan) {
    SceneStream crops =
        new SceneStream(SceneSettings.CROP, Side.TRAINING, Stage.ENCODER_CROPS.seed(seed));
    loop.run(
        Stage.ENCODER_CROPS,
        plan,
        vision.weightsWithHeads("pair."),
        SceneVision.WEIGHT_DECAY,
        () -> cropLoss(crops.next(plan.batch()), crops.random()));
  }

  /// Which pairs, colours and shapes a whole scene shows.
  void learnScenes(StageLoop loop, StagePlan plan) {
    SceneStream scenes =
        new SceneStream(SceneSettings.WHOLE, Side.TRAINING, Stage.ENCODER_SCENES.seed(seed));
    loop.run(
        Stage.ENCODER_SCENES,
        plan,
        vision.weightsWithHeads("presence."),
        SceneVision.WEIGHT_DECAY,
        () -> sceneLoss(scenes.next(plan.batch())));
  }

  private Tensor cropLoss(List<Scene> crops, RandomGenerator random) {
    int[] pairs =
        crops.stream().mapToInt(crop -> Presence.pair(crop.objects().getFirst())).toArray();
    Tensor pixels = vision.pixels(DefaultShape.encoderOfCrops(), crops);
    Tensor cells = torch.of(places(crops.size(), random), crops.size(), CROP_CELLS * CROP_CELLS);
    Tensor feature = vision.transformer().classFeature(pixels, cells); // [B, D]
    return pairHead.apply(feature).crossEntropy(torch.of(pairs, pairs.length)).mean();
  }

  private Tensor sceneLoss(List<Scene> scenes) {
    VisionTransformer encoder = vision.transformer();
    Tensor feature = encoder.classFeature(vision.pixels(scenes), encoder.allCells()); // [B, D]
    Tensor labels = torch.of(Presence.labels(scenes), scenes.size(), Presence.LABELS);
    return presenceHead.apply(feature).binaryCrossEntropy(labels).mean().mul(SCENE_LOSS_SCALE);
  }

  /// For each crop the grid cells of its 3×3 patches, at a random place of the 8×8 grid.
  private static int[] places(int crops, RandomGenerator random) {
    int grid = DefaultShape.encoder().grid();
    int[] cells = new int[crops * CROP_CELLS * CROP_CELLS];
    int at = 0;
    for (int crop = 0; crop < crops; crop++) {
      int top = random.nextInt(grid - CROP_CELLS + 1);
      int left = random.nextInt(grid - CROP_CELLS + 1);
      for (int cell = 0; cell < CROP_CELLS * CROP_CELLS; cell++) {
        cells[at++] = (top + cell / CROP_CELLS) * grid + left + cell % CROP_CELLS;
      }
    }
    return cells;
  }
}
