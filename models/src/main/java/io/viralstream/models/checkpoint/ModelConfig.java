package io.viralstream.models.checkpoint;

import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.VisionLanguageModelSettings;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.text.PromptTemplate;

/// `config.json`: the shape of a model, and how it is spoken to.
public record ModelConfig(
    VisionTransformerSettings vision, LanguageModelSettings language, PromptTemplate prompt) {

  /// The shape alone.
  public VisionLanguageModelSettings model() {
    return new VisionLanguageModelSettings(vision, language);
  }
}
