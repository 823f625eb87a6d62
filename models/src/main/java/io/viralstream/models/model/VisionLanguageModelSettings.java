package io.viralstream.models.model;

/// The shape of the whole model.
public record VisionLanguageModelSettings(
    VisionTransformerSettings vision, LanguageModelSettings language) {
  public VisionLanguageModelSettings {
    Require.between("language.context", language.context(), vision.patches() + 1L, 1 << 20);
  }
}
