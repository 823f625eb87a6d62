package io.viralstream.models.tuning;

import io.viralstream.models.published.AdapterNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What trained tensors are called where others read them.
///
/// | ours | there |
/// |---|---|
/// | `alignment_projector.linear_1.weight` | `alignment.layers.0.weight` |
/// | `language_model.model.layers.0.self_attn.q_proj.lora_A.weight` | its name in the adapter's file |
/// | `multi_modal_projector.linear_1.weight`, `residual.weight` | the same |
///
/// @param adapter the adapter's names by ours
record GradientNames(Map<String, String> adapter) {
  /// @param adapter the directory of the adapter, if any
  static GradientNames of(Optional<Path> adapter) throws IOException {
    return new GradientNames(adapter.isPresent() ? AdapterNames.read(adapter.get()) : Map.of());
  }

  String of(String ours) {
    if (ours.startsWith(Alignment.PREFIX)) return "alignment." + ProjectorFile.theirs(ours);
    return adapter.getOrDefault(ours, ours);
  }
}
