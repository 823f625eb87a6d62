package io.viralstream.models.published.vision;

import io.viralstream.models.model.VisionBackbone;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.Torch;

/// What is known of a published vision model before its weights are read.
sealed interface VisionPlan permits TransformerPlan, SamPlan {
  /// The side of pictures that it was trained with.
  int trainedSize();

  /// The side of pictures of that many patches along it: its own where it takes no other, which may
  /// leave some pixels over.
  int sizeOf(int grid);

  /// What its files hold beside.
  Unused unused();

  /// The model whose features LLaVA takes: those before the last block.
  Building student();

  /// The model whose features serve as y, for pictures of that size.
  ///
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected where it cannot take them
  Building teacher(int imageSize);

  /// Makes a model from tensors of a file.
  interface Building {
    LoadedVision build(Torch torch, SourceTensors sourceTensors);
  }

  /// Frees what was read where a later tensor is missing or wrong.
  static LoadedVision collected(
      Weights weights, java.util.function.Function<Weights, VisionBackbone> made) {
    try {
      VisionBackbone backbone = made.apply(weights);
      return new LoadedVision(backbone, weights.collected());
    } catch (RuntimeException rejected) {
      weights.collected().close();
      throw rejected;
    }
  }
}
