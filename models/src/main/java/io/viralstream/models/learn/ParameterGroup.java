package io.viralstream.models.learn;

import io.viralstream.models.model.Parameters;
import io.viralstream.models.tensor.AdamRule;

/// Parameters that an optimizer treats alike.
///
/// Worked example: P_φ learns at ten times the rate of LM_θ, which alone decays, and P_π stays as
/// it is.
///
/// ```
/// new Trained(model.languageParameters(), decaying, 1)
/// new Trained(model.projectorParameters(), plain, 10)
/// new Frozen(alignment)
/// ```
public sealed interface ParameterGroup {
  Parameters parameters();

  /// @param rule AdamW's constants, the group's own weight decay among them
  /// @param rateFactor the group's learning rate as a multiple of the schedule's, above 0
  record Trained(Parameters parameters, AdamRule rule, double rateFactor)
      implements ParameterGroup {
    public Trained {
      if (!(rateFactor > 0) || Double.isInfinite(rateFactor)) {
        throw new IllegalArgumentException("rateFactor=" + rateFactor + ", expected above 0");
      }
    }
  }

  /// Parameters that have a part in the loss and stay as they are: no gradient is computed for
  /// them, and the optimizer keeps no state of them.
  record Frozen(Parameters parameters) implements ParameterGroup {}
}
