package io.viralstream.pretraining;

/// Everything that decides what pretraining learns; equal settings give equal weights.
///
/// @param seed of scenes and first weights
/// @param encoderCrops V_ψ on crops of one object
/// @param encoderScenes V_ψ on whole scenes
/// @param teacher E, patch by patch
/// @param presence P_φ and LM_θ on whether and how many
/// @param place P_φ and LM_θ on where
/// @param heldOut scenes that measure what was learnt, and that linear probes learn from
public record PretrainSettings(
    long seed,
    StagePlan encoderCrops,
    StagePlan encoderScenes,
    StagePlan teacher,
    StagePlan presence,
    StagePlan place,
    int heldOut) {
  public PretrainSettings {
    if (heldOut < 1) {
      throw new IllegalArgumentException("heldOut=" + heldOut + ": must be at least 1");
    }
  }

  /// The lengths that the committed default model was made with.
  public static PretrainSettings standard(long seed) {
    return new PretrainSettings(
        seed,
        StagePlan.whole(2200, 1e-3, 112),
        StagePlan.whole(400, 5e-4, 16),
        StagePlan.whole(3400, 1e-3, 16),
        new StagePlan(1400, 1800, 1e-3, 8),
        StagePlan.whole(2600, 1e-3, 8),
        600);
  }

  /// A few steps of everything: shows that the parts fit, teaches nothing.
  public static PretrainSettings tiny(long seed) {
    return new PretrainSettings(
        seed,
        StagePlan.whole(2, 1e-3, 4),
        StagePlan.whole(2, 1e-3, 2),
        StagePlan.whole(2, 1e-3, 2),
        StagePlan.whole(2, 1e-3, 2),
        StagePlan.whole(2, 1e-3, 2),
        4);
  }
}
