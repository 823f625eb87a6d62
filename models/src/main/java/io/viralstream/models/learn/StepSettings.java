package io.viralstream.models.learn;

import io.viralstream.models.model.AdapterDropout;
import io.viralstream.models.model.LoraSettings;
import java.util.List;

/// How the passes of a training step are computed, whatever is learnt.
///
/// ```
/// StepSettings.plain()
///     .accumulating(new Accumulation(1, 4))        4 samples a pass
///     .recomputing(Recomputation.BY_BLOCK)         a third more time, a fraction of the memory
///     .dropping(Dropout.of(lora, seed))
/// ```
///
/// @param accumulation into which passes a step is cut
/// @param recomputation what a pass keeps for its way back
/// @param dropout of adapters, where the model has any
public record StepSettings(
    Accumulation accumulation, Recomputation recomputation, Dropout dropout) {
  /// What a pass computes again on its way back, to keep less (docs/method.md §10).
  public enum Recomputation {
    /// Nothing: all activations are kept.
    NONE,
    /// Each block of LM_θ, from its input.
    BY_BLOCK
  }

  /// Which inputs of adapters training leaves out (docs/method.md §5.2).
  ///
  /// @param share of the inputs, 0 to below 1
  /// @param seed of the hash that chooses them
  public record Dropout(double share, long seed) {
    public Dropout {
      AdapterDropout.requireShare("dropout", share);
    }

    public static Dropout none() {
      return new Dropout(0, 0);
    }

    /// As the adapters' settings have it.
    public static Dropout of(LoraSettings settings, long seed) {
      return new Dropout(settings.dropout(), seed);
    }

    /// That of one pass.
    ///
    /// @param step its number, from 1
    /// @param places of the pass's samples in the step
    AdapterDropout of(long step, List<Integer> places) {
      return share == 0
          ? AdapterDropout.none()
          : new AdapterDropout.Seeded(share, seed, step, places);
    }
  }

  /// All samples in one pass that keeps all, without dropout.
  public static StepSettings plain() {
    return new StepSettings(Accumulation.none(), Recomputation.NONE, Dropout.none());
  }

  public StepSettings accumulating(Accumulation chosen) {
    return new StepSettings(chosen, recomputation, dropout);
  }

  public StepSettings recomputing(Recomputation chosen) {
    return new StepSettings(accumulation, chosen, dropout);
  }

  public StepSettings dropping(Dropout chosen) {
    return new StepSettings(accumulation, recomputation, chosen);
  }
}
