package io.viralstream.models.learn;

import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionLanguageModel;

/// What a recipe trains, by what a batch must hold for it to have a part in the loss.
///
/// The others of a batch keep their weights and moments, as PyTorch does with parameters without
/// gradient.
///
/// @param language of LM_θ: all of it, or an adapter, or nothing
/// @param pictured with a picture in the batch: P_φ, and A of equation (4)
/// @param aligned with a sample that is aligned: P_π
public record TrainedParts(Parameters language, Parameters pictured, Parameters aligned) {
  /// LM_θ and P_φ in full.
  ///
  /// @param alignment P_π, none without
  public static TrainedParts full(VisionLanguageModel model, Parameters alignment) {
    return new TrainedParts(model.languageParameters(), model.projectorParameters(), alignment);
  }

  /// LM_θ's, P_φ's, P_π's.
  public Parameters all() {
    return language.with(pictured).with(aligned);
  }

  Parameters active(LossPass pass) {
    Parameters active = pass.hasPictures() ? language.with(pictured) : language;
    return pass.isAligned() ? active.with(aligned) : active;
  }
}
