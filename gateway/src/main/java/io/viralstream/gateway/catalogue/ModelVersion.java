package io.viralstream.gateway.catalogue;

import io.viralstream.schemas.avro.Checkpoint;
import java.time.Instant;

/// A published model version, as far as the gateway speaks of it: a checkpoint's record may be
/// hundreds of kilobytes.
///
/// @param name of the version: `arm-step-hash`
/// @param nextOffset the first offset of `train-tasks` that it does not cover
/// @param trained whether an arm trains it; else it is served as it is
public record ModelVersion(
    String name, String arm, long step, long nextOffset, boolean trained, Instant at) {

  static ModelVersion of(Checkpoint checkpoint) {
    return new ModelVersion(
        checkpoint.getModelVersion(),
        checkpoint.getArm(),
        checkpoint.getStep(),
        checkpoint.getNextOffset(),
        !checkpoint.getSettings().isEmpty(),
        checkpoint.getAt());
  }
}
