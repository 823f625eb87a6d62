package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.Initial;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// The files of a version that an arm trained on a published base, which itself stays where it
/// lies.
///
/// | file | holds |
/// |---|---|
/// | `config.json` | a [TrainedConfig] |
/// | `adapter_config.json`, `adapter_model.safetensors` | adapter and P_φ in PEFT's layout, where an adapter was trained |
/// | `projector.safetensors` | P_φ, where there is no adapter |
/// | `language_model.safetensors` | LM_θ, where it was trained in full |
/// | `residual.safetensors` | A of equation (4), where the model has it |
public final class TrainedFiles {
  static final String PROJECTOR = "projector.safetensors";
  static final String LANGUAGE = "language_model.safetensors";
  static final String RESIDUAL = "residual.safetensors";

  private TrainedFiles() {}

  /// Writes them into an empty directory, each flushed; equal weights give equal bytes.
  ///
  /// @throws IllegalArgumentException where the model has other parts than the configuration says
  public static void write(Path directory, TrainedConfig config, VisionLanguageModel model)
      throws IOException {
    requireFit(config, model);
    StrictJson.write(directory.resolve(ModelDirectory.CONFIG), config);
    switch (config.trained()) {
      case TrainedConfig.Trained.Adapter(LoraSettings lora) ->
          AdapterWriter.write(directory, model, lora, config.baseName());
      case TrainedConfig.Trained.ProjectorAlone() ->
          write(directory.resolve(PROJECTOR), model.projectorParameters());
      case TrainedConfig.Trained.Everything() -> {
        write(directory.resolve(PROJECTOR), model.projectorParameters());
        write(directory.resolve(LANGUAGE), model.languageParameters());
      }
    }
    if (config.residual() == ResidualKind.FEATURES) {
      write(directory.resolve(RESIDUAL), model.residualParameters());
    }
  }

  /// What a trained version puts on its base.
  static AdapterChoice adapter(Path directory, TrainedConfig config) {
    return config.lora().isPresent()
        ? new AdapterChoice.Stored(directory)
        : new AdapterChoice.Whole(directory, config);
  }

  /// The residual that it was trained with.
  static VisualResidual residual(Torch torch, Path directory, TrainedConfig config) {
    return config
        .residual()
        .of(
            Set.copyOf(config.residualLayers()),
            (name, initial, shape) -> read(torch, directory, name, shape));
  }

  private static Tensor read(Torch torch, Path directory, String name, long... shape) {
    try (WeightFiles files = WeightFiles.open(directory, RESIDUAL)) {
      return new StoredWeights(torch, files).weight(name, Initial.zeros(), shape);
    } catch (IOException unreadable) {
      throw new CheckpointRejected(RESIDUAL + ": " + unreadable, unreadable);
    }
  }

  private static void requireFit(TrainedConfig config, VisionLanguageModel model) {
    require(
        "lora",
        config.lora().isPresent() == !model.adapters().isEmpty(),
        model.adapters().isEmpty() ? "none" : "the settings of the model's adapter");
    require(
        "lora",
        config.lora().isPresent() || model.takesPictures(),
        "settings, as a language model alone has no P_φ to train");
    boolean hasMap = !model.residualParameters().names().isEmpty();
    require(
        "residual",
        (config.residual() == ResidualKind.FEATURES) == hasMap,
        hasMap ? "FEATURES" : "NONE or PROJECTED");
  }

  private static void require(String key, boolean holds, String expected) {
    if (!holds) throw new IllegalArgumentException(key + " of config.json, expected " + expected);
  }

  private static void write(Path file, Parameters parameters) throws IOException {
    SafetensorsWriter.write(file, StoredWeights.of(parameters));
  }
}
