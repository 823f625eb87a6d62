package io.viralstream.models.model;

/// What a model computes beside its own weights.
///
/// ```
/// new ModelVariant(FreshAdapters.seeded(torch, lora, 7), VisualResidual.none())
/// ```
///
/// @param adapters of LM_θ's linears, which then may stay frozen
/// @param residual equation (3) or (4)
public record ModelVariant(AdapterSource adapters, VisualResidual residual) {
  /// Nothing beside its weights.
  public static ModelVariant plain() {
    return new ModelVariant(AdapterSource.none(), VisualResidual.none());
  }

  /// Adapters alone.
  public static ModelVariant adapted(AdapterSource adapters) {
    return new ModelVariant(adapters, VisualResidual.none());
  }

  /// A residual alone.
  public static ModelVariant adding(VisualResidual residual) {
    return new ModelVariant(AdapterSource.none(), residual);
  }
}
