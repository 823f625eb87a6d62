package io.viralstream.workers.checkpoint;

import io.viralstream.workers.model.LanguageModelSettings;
import io.viralstream.workers.model.VisionLanguageModelSettings;
import io.viralstream.workers.model.VisionTransformerSettings;
import io.viralstream.workers.text.PromptTemplate;

/// `config.json`: the shape of a model, and how it is spoken to.
public record ModelConfig(
    VisionTransformerSettings vision, LanguageModelSettings language, PromptTemplate prompt) {

  /// The shape alone.
  public VisionLanguageModelSettings model() {
    return new VisionLanguageModelSettings(vision, language);
  }
}
