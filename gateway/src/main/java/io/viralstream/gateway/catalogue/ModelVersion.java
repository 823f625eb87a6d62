package io.viralstream.gateway.catalogue;

import io.viralstream.schemas.avro.Checkpoint;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A published model version, as far as the gateway speaks of it: a checkpoint's record may be
/// hundreds of kilobytes.
///
/// @param name of the version: `arm-step-hash`
/// @param nextOffset the first offset of `train-tasks` that it does not cover
/// @param trained whether an arm trains it; else it is served as it is
/// @param last whether its arm makes no step after it, as its settings or a decay say
/// @param decayLeft steps that the fall of its arm's learning rate still takes, if it has begun
public record ModelVersion(
    String name,
    String arm,
    long step,
    long nextOffset,
    boolean trained,
    boolean last,
    OptionalLong decayLeft,
    Instant at) {
  private static final Pattern STEPS = Pattern.compile("[{,]\"steps\":(\\d{1,18})[,}]");

  static ModelVersion of(Checkpoint checkpoint) {
    return new ModelVersion(
        checkpoint.getModelVersion(),
        checkpoint.getArm(),
        checkpoint.getStep(),
        checkpoint.getNextOffset(),
        !checkpoint.getSettings().isEmpty(),
        isLast(checkpoint),
        decayLeft(checkpoint),
        checkpoint.getAt());
  }

  /// The settings are flat canonical JSON, in which `steps` is left out where there is no end.
  private static boolean isLast(Checkpoint checkpoint) {
    if (decayLeft(checkpoint).orElse(1) == 0) return true;
    Matcher steps = STEPS.matcher(checkpoint.getSettings());
    return steps.find() && checkpoint.getStep() >= Long.parseLong(steps.group(1));
  }

  private static OptionalLong decayLeft(Checkpoint checkpoint) {
    return checkpoint.getDecay().stream()
        .mapToLong(decay -> decay.getSteps() - (checkpoint.getStep() - decay.getAfter()))
        .map(left -> Math.max(0, left))
        .findFirst();
  }
}
