package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.text.PromptTemplate;
import java.util.List;
import java.util.Optional;

/// `config.json` of a version that an arm trained on a published base: what it is put on, and how
/// it is asked.
///
/// ```
/// {"base":{"bytes":…,"sha256":"…","uri":"file:///models/llava-1.5-7b-hf/"},"lora":{"alpha":256.0,
///  "dropout":0.05,"rank":128,"rankStabilised":false},"prompt":"VICUNA_V1","residual":"NONE",
///  "residualLayers":[]}
/// ```
///
/// @param prompt the frame that it was trained in, and is asked in
/// @param residual equation (3) or (4)
/// @param residualLayers ℓ of the blocks behind which it acts, from 1; none without a residual
/// @param lora of the adapter; nothing where P_φ alone was trained
public record TrainedConfig(
    BaseReference base,
    PromptTemplate prompt,
    ResidualKind residual,
    List<Integer> residualLayers,
    Optional<LoraSettings> lora) {
  public TrainedConfig {
    residualLayers = residualLayers.stream().sorted().distinct().toList();
    if ((residual == ResidualKind.NONE) != residualLayers.isEmpty()) {
      throw new IllegalArgumentException(
          "residualLayers="
              + residualLayers
              + ", expected "
              + (residual == ResidualKind.NONE ? "none" : "at least one")
              + " with residual="
              + residual);
    }
  }

  /// Without a residual.
  public TrainedConfig(BaseReference base, PromptTemplate prompt, Optional<LoraSettings> lora) {
    this(base, prompt, ResidualKind.NONE, List.of(), lora);
  }

  /// The name of the base's folder; where that lies is a matter of the machine.
  public String baseName() {
    return String.valueOf(CheckpointStore.directory(base.uri()).getFileName());
  }
}
