package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.TensorStorage;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.Initial;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The weights that lie whole in a trained version's directory, in the place of its base's: P_φ,
/// and LM_θ where that was trained in full.
final class WholeWeights implements AutoCloseable {
  private final Torch torch;
  private final TrainedConfig config;
  private final WeightFiles projector;
  private final Optional<WeightFiles> language;

  private WholeWeights(
      Torch torch, TrainedConfig config, WeightFiles projector, Optional<WeightFiles> language) {
    this.torch = torch;
    this.config = config;
    this.projector = projector;
    this.language = language;
  }

  /// @param config of a version without an adapter
  /// @throws CheckpointRejected naming the file that is missing or damaged
  static WholeWeights open(Torch torch, Path directory, TrainedConfig config) throws IOException {
    WeightFiles projector = WeightFiles.open(directory, TrainedFiles.PROJECTOR);
    try {
      return new WholeWeights(torch, config, projector, language(directory, config));
    } catch (IOException | RuntimeException missing) {
      projector.close();
      throw missing;
    }
  }

  private static Optional<WeightFiles> language(Path directory, TrainedConfig config)
      throws IOException {
    return switch (config.trained()) {
      case TrainedConfig.Trained.Everything() ->
          Optional.of(WeightFiles.open(directory, TrainedFiles.LANGUAGE));
      case TrainedConfig.Trained.ProjectorAlone() -> Optional.empty();
      case TrainedConfig.Trained.Adapter adapter ->
          throw new IllegalArgumentException("lora=" + adapter.lora() + ", expected none");
    };
  }

  /// Whether a weight lies in them.
  boolean replaces(String weight) {
    return config.replaces(weight);
  }

  private WeightFiles files(String weight) {
    return weight.startsWith(Adapter.PROJECTOR) ? projector : language.orElseThrow();
  }

  /// A base's weights with these.
  WeightSource over(WeightSource base) {
    return new ReplacedWeights(
        base,
        (name, shape) ->
            replaces(name)
                ? Optional.of(
                    new StoredWeights(torch, files(name)).weight(name, Initial.zeros(), shape))
                : Optional.empty());
  }

  /// One of them as F32, in the innermost scope.
  ///
  /// @throws CheckpointRejected where it is missing
  Tensor tensor(String weight, long[] shape) {
    return TensorStorage.read(torch, files(weight).tensor(weight).reshaped(shape), Kind.F32);
  }

  /// Puts them into a model that has weights of its own there.
  ///
  /// @throws CheckpointRejected where one is missing, does not fit, or is not finite
  void into(VisionLanguageModel model) {
    for (String name : model.parameters().names()) {
      if (replaces(name)) {
        SoundTensor.into(torch, files(name), name, model.parameters().named(name));
      }
    }
  }

  /// Numbers in them.
  long elements() {
    return Inspection.elements(projector) + language.map(Inspection::elements).orElse(0L);
  }

  @Override
  public void close() {
    projector.close();
    language.ifPresent(WeightFiles::close);
  }
}
