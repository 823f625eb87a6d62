package io.viralstream.models.learn;

import static io.viralstream.models.model.TinyNetwork.turn;

import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.align.Objective;
import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.TinyNetwork;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Torch;
import java.util.List;
import java.util.Optional;

/// A whole training at the smallest size: student, teacher, P_π, trainer and a batch.
final class TinyTraining implements AutoCloseable {
  final VisionLanguageModel model;
  final VisionTeacher teacher;
  final Parameters alignment;
  final Trainer trainer;

  TinyTraining(Torch torch, long seed, double lambda) {
    model = TinyNetwork.fresh(torch, seed);
    teacher =
        VisionTeacher.foundation(
            torch,
            TinyNetwork.vision(new FeatureLayer.AfterFinalNorm()),
            FreshWeights.seeded(torch, seed + 1));
    Weights weights = Weights.from(FreshWeights.seeded(torch, seed + 2));
    AlignmentProjector projector =
        new AlignmentProjector(16, 24, 16, weights.under("alignment_projector."));
    alignment = weights.collected();
    trainer =
        new Trainer(
            model, Objective.viral(lambda, 1, projector), alignment, optimizer(model, alignment));
  }

  /// All parameters alike, at a constant rate of 1e-2.
  static Optimizer optimizer(VisionLanguageModel model, Parameters alignment) {
    return Optimizer.of(
        model.torch(),
        Trainer.parameters(model, alignment),
        new AdamRule(.9, .98, 0, 1e-8),
        new LearningRate.Constant(1e-2, 0),
        1);
  }

  /// Two pictures with two turns each, and one sample of text alone.
  List<TrainSample> batch(Torch torch) {
    List<byte[]> pictures = List.of(TinyNetwork.picture(1), TinyNetwork.picture(2));
    List<PatchFeatures> z = new VisionEncoder(torch, model.encoder()).encode(pictures);
    List<PatchFeatures> y = teacher.features(pictures);
    PackedSample first =
        new PackedSample(new int[] {0}, 4, List.of(turn(2, 3, 4, 5), turn(2, 6, 7, 5)));
    PackedSample second =
        new PackedSample(new int[] {0}, 4, List.of(turn(3, 3, 8, 9, 5), turn(2, 6, 4, 5)));
    PackedSample text = new PackedSample(new int[] {0}, 0, List.of(turn(2, 10, 9, 5)));
    return List.of(
        new TrainSample(first, Optional.of(z.get(0)), Optional.of(y.get(0))),
        new TrainSample(text, Optional.empty(), Optional.empty()),
        new TrainSample(second, Optional.of(z.get(1)), Optional.of(y.get(1))));
  }

  @Override
  public void close() {
    trainer.close();
    alignment.close();
    teacher.close();
    model.close();
  }
}
