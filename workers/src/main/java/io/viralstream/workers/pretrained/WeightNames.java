package io.viralstream.workers.pretrained;

import java.util.Map;
import java.util.Set;

/// How the weights of the published layouts are named, beside our own names.
///
/// | ours | llava-hf today | llava-hf before | original LLaVA | a language model alone |
/// |---|---|---|---|---|
/// | `language_model.model.` | `model.language_model.` | same | `model.` | `model.` |
/// | `language_model.lm_head.` | `lm_head.` | same | `lm_head.` | `lm_head.` |
/// | `multi_modal_projector.` | `model.multi_modal_projector.` | same | `model.mm_projector.` | |
/// | `vision_tower.` | `model.vision_tower.` | same | `model.vision_tower.vision_tower.` | |
enum WeightNames {
  LLAVA_TODAY(
      Map.of(
          "language_model.model.", "model.language_model.",
          "language_model.lm_head.", "lm_head.",
          "multi_modal_projector.", "model.multi_modal_projector.",
          "vision_tower.", "model.vision_tower.")),

  LLAVA_BEFORE(Map.of()),

  LLAVA_ORIGINAL(
      Map.of(
          "language_model.model.", "model.",
          "language_model.lm_head.", "lm_head.",
          "multi_modal_projector.linear_1.", "model.mm_projector.0.",
          "multi_modal_projector.linear_2.", "model.mm_projector.2.",
          "vision_tower.", "model.vision_tower.vision_tower.")),

  LANGUAGE_ALONE(Map.of("language_model.model.", "model.", "language_model.lm_head.", "lm_head."));

  private final Map<String, String> theirs;

  WeightNames(Map<String, String> theirs) {
    this.theirs = theirs;
  }

  /// Which of llava-hf's two layouts the names are of.
  static WeightNames ofLlava(Set<String> names) {
    boolean today = names.stream().anyMatch(name -> name.startsWith("model.language_model."));
    return today ? LLAVA_TODAY : LLAVA_BEFORE;
  }

  /// Their name of one of our weights.
  String theirs(String ours) {
    for (Map.Entry<String, String> each : theirs.entrySet()) {
      if (ours.startsWith(each.getKey())) {
        return each.getValue() + ours.substring(each.getKey().length());
      }
    }
    return ours;
  }
}
