package io.viralstream.models.model;

import java.util.Optional;

/// Where the low-rank adapters of a model under construction come from: fresh random numbers or a
/// file.
///
/// The seven linears of each decoder block ask for one, and no other module: `q_proj`, `k_proj`,
/// `v_proj`, `o_proj` under `self_attn`, and `gate_proj`, `up_proj`, `down_proj` under `mlp`.
@FunctionalInterface
public interface AdapterSource {
  /// Gives kept tensors of exactly these widths, or nothing where the module has no adapter.
  ///
  /// @param module full name, such as `language_model.model.layers.0.mlp.up_proj`
  Optional<LowRank> adapter(String module, long in, long out);

  /// No module has one.
  static AdapterSource none() {
    return (module, in, out) -> Optional.empty();
  }
}
