package io.viralstream.models.published;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/// `adapter_config.json` of a LoRA adapter in PEFT's layout: W becomes W + scale · B · A.
///
/// A key that asks for more than that is refused, and so is one that we do not know, unless its
/// value says nothing. `modules_to_save` may name the projector.
///
/// @param rank r of every A and B
/// @param scale α/r, or α/√r where it is rank-stabilised
/// @param savesProjector whether the adapter brings a P_φ of its own
record AdapterConfig(int rank, double scale, boolean savesProjector) {
  private static final String SAVED = "modules_to_save";

  /// P_φ as transformers and the original LLaVA name it.
  private static final Set<String> PROJECTOR = Set.of("multi_modal_projector", "mm_projector");

  /// Keys that change nothing once the adapter is trained: what they chose shows in its tensors.
  private static final Set<String> HARMLESS =
      Set.of(
          "peft_type",
          "peft_version",
          "auto_mapping",
          "base_model_name_or_path",
          "revision",
          "task_type",
          "inference_mode",
          "target_modules",
          "exclude_modules",
          "layers_to_transform",
          "layers_pattern",
          "lora_dropout",
          "init_lora_weights",
          "bias",
          "r",
          "lora_alpha",
          "use_rslora",
          "ensure_weight_tying",
          "runtime_config",
          "qalora_group_size",
          "megatron_core");

  /// Beginnings that leave the base weights as they were.
  private static final Set<String> BEGINNINGS = Set.of("gaussian", "orthogonal", "eva");

  /// @throws io.viralstream.models.checkpoint.CheckpointRejected naming file and key
  static AdapterConfig of(ConfigSection config) {
    if (!config.text("peft_type", "").equals("LORA")) throw config.refused("peft_type", "LORA");
    if (!config.text("bias", "none").equals("none")) throw config.refused("bias", "none");
    requirePlainBeginning(config);
    for (Map.Entry<String, JsonNode> each : config.json().properties()) {
      if (each.getKey().equals(SAVED) && savesProjector(config)) continue;
      if (!HARMLESS.contains(each.getKey()) && !saysNothing(each.getValue())) {
        throw config.refused(each.getKey(), "nothing, as plain LoRA has it");
      }
    }
    int rank = config.whole("r", 8);
    if (rank < 1 || rank > 65_536) throw config.refused("r", "1 to 65536");
    double alpha = config.number("lora_alpha", 8);
    boolean stabilised = config.flag("use_rslora", false);
    double scale = alpha / (stabilised ? Math.sqrt(rank) : rank);
    return new AdapterConfig(rank, scale, savesProjector(config));
  }

  /// Whether it saves the projector, and nothing else.
  private static boolean savesProjector(ConfigSection config) {
    JsonNode saved = config.json().path(SAVED);
    if (!saved.isArray() || saved.isEmpty()) return false;
    for (JsonNode each : saved) {
      if (!each.isTextual() || !PROJECTOR.contains(each.textValue())) return false;
    }
    return true;
  }

  /// Others start from changed base weights, which such an adapter cannot be put on.
  private static void requirePlainBeginning(ConfigSection config) {
    JsonNode value = config.json().path("init_lora_weights");
    if (value.isTextual() && !BEGINNINGS.contains(value.textValue())) {
      throw config.refused("init_lora_weights", "true, false or one of " + BEGINNINGS);
    }
  }

  private static boolean saysNothing(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> true;
      case BOOLEAN -> !value.booleanValue();
      case ARRAY, OBJECT -> value.isEmpty();
      case STRING -> value.textValue().isEmpty();
      case NUMBER, BINARY, POJO -> false;
    };
  }
}
