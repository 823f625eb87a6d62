package io.viralstream.models.tuning;

import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.text.PromptStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// The student that is opened to learn.
///
/// @param model its directory
/// @param adapter the LoRA adapter beside its weights, which is trained then
/// @param residual equation (3) or (4), behind the aligned layers
public record StudentSettings(Path model, AdapterChoice adapter, ResidualKind residual) {
  /// Its pictures are padded, as in training.
  ///
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected naming file and part
  LoadedModel open(ModelOpener models, TuningSettings settings) throws IOException {
    LanguageModelSettings language = models.describing(model).languageModel();
    VisualResidual added =
        residual.of(
            Set.copyOf(settings.layersOf(language)),
            FreshWeights.seeded(models.torch(), 0)); // A is zero
    return models.open(
        model,
        new ServingOptions(PromptStyle.TEMPLATE, ServingOptions.Pictures.PAD, adapter, added));
  }
}
