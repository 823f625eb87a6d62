package io.viralstream.models.published.vision;

import io.viralstream.models.model.VisionBackbone;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.Torch;
import java.util.List;
import java.util.function.Function;

/// What is known of a published vision model before its weights are read.
sealed interface VisionPlan permits TransformerPlan, SamPlan {
  /// The side of pictures that it was trained with.
  int trainedSize();

  /// The side of pictures of that many patches along it: its own where it takes no other, which may
  /// leave some pixels over.
  int sizeOf(int grid);

  /// Whether it is used at other sizes than it was trained with.
  boolean takesOtherSizes();

  /// The same with its position table resampled for any size, also where the family takes one
  /// alone.
  VisionPlan takingOtherSizes();

  /// What its tensors are called.
  EncoderNames names();

  /// How the names begin of tensors that its files hold but its features do not need, such as a
  /// text tower.
  List<String> unused();

  /// Whether a tensor that nothing asks for is one of those.
  default boolean mayBeLeft(String name) {
    return unused().stream().anyMatch(name::startsWith);
  }

  /// The model whose features LLaVA takes: those before the last block.
  Building student();

  /// The model whose features serve as y, for pictures of that size.
  ///
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected where it cannot take them
  Building teacher(int imageSize);

  /// Makes a model of weights that have our names.
  interface Building {
    LoadedVision build(Torch torch, WeightSource named);
  }

  /// A backbone with its weights.
  static LoadedVision loaded(WeightSource source, Function<Weights, VisionBackbone> made) {
    return Weights.orFreed(
        source,
        given -> {
          Weights weights = Weights.from(given);
          return new LoadedVision(made.apply(weights), weights.collected());
        });
  }
}
