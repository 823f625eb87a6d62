package io.viralstream.models.published;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
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
/// @param lora of the adapter; nothing where none was trained
/// @param whole the parts of the base beside P_φ that were trained in full; the key is left out
///   where there is none
public record TrainedConfig(
    BaseReference base,
    PromptTemplate prompt,
    ResidualKind residual,
    List<Integer> residualLayers,
    Optional<LoraSettings> lora,
    @JacksonInject(value = "whole", useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Part> whole) {

  /// A part of a base that an arm may train in full.
  public enum Part {
    LANGUAGE_MODEL
  }

  /// What was trained, A of equation (4) aside.
  public sealed interface Trained {
    /// LoRA on LM_θ, and P_φ where the model takes pictures.
    record Adapter(LoraSettings lora) implements Trained {}

    /// P_φ.
    record ProjectorAlone() implements Trained {}

    /// LM_θ and P_φ.
    record Everything() implements Trained {}
  }

  public TrainedConfig {
    residualLayers = residualLayers.stream().sorted().distinct().toList();
    whole = whole.stream().distinct().toList();
    if ((residual == ResidualKind.NONE) != residualLayers.isEmpty()) {
      throw new IllegalArgumentException(
          "residualLayers="
              + residualLayers
              + ", expected "
              + (residual == ResidualKind.NONE ? "none" : "at least one")
              + " with residual="
              + residual);
    }
    if (lora.isPresent() && !whole.isEmpty()) {
      throw new IllegalArgumentException("whole=" + whole + ", expected none beside an adapter");
    }
  }

  /// With an adapter, or P_φ alone.
  public TrainedConfig(
      BaseReference base,
      PromptTemplate prompt,
      ResidualKind residual,
      List<Integer> residualLayers,
      Optional<LoraSettings> lora) {
    this(base, prompt, residual, residualLayers, lora, List.of());
  }

  /// The same without a residual.
  public TrainedConfig(BaseReference base, PromptTemplate prompt, Optional<LoraSettings> lora) {
    this(base, prompt, ResidualKind.NONE, List.of(), lora);
  }

  /// What its files hold.
  public Trained trained() {
    if (lora.isPresent()) return new Trained.Adapter(lora.get());
    return whole.contains(Part.LANGUAGE_MODEL)
        ? new Trained.Everything()
        : new Trained.ProjectorAlone();
  }

  /// Whether a version has a tensor of its own in the place of the base's.
  ///
  /// @param weight by our name
  boolean replaces(String weight) {
    if (weight.startsWith(Adapter.PROJECTOR)) return true;
    return weight.startsWith(LlavaNames.DECODER) && whole.contains(Part.LANGUAGE_MODEL);
  }

  /// The name of the base's folder; where that lies is a matter of the machine.
  public String baseName() {
    return String.valueOf(CheckpointStore.directory(base.uri()).getFileName());
  }
}
