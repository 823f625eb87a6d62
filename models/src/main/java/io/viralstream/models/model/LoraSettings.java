package io.viralstream.models.model;

/// How low-rank adapters (LoRA) are made and trained, in the words of PEFT's `adapter_config.json`.
///
/// ```
/// y = W x + b + scale · B (A (dropout(x)))      scale = α/r, or α/√r where rank-stabilised
/// ```
///
/// @param rank r, the inner width
/// @param alpha α
/// @param dropout the share of an adapter's inputs that training leaves out, 0 to below 1
/// @param rankStabilised whether the scale falls with √r only, PEFT's `use_rslora`
public record LoraSettings(int rank, double alpha, double dropout, boolean rankStabilised) {
  public LoraSettings {
    Require.between("lora.rank", rank, 1, 65_536);
    Require.positive("lora.alpha", alpha);
    AdapterDropout.requireShare("lora.dropout", dropout);
  }

  /// What the adapter's output is multiplied with.
  public double scale() {
    return alpha / (rankStabilised ? Math.sqrt(rank) : rank);
  }
}
