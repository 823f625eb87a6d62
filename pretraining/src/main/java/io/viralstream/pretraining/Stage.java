package io.viralstream.pretraining;

import java.util.Locale;

/// The parts of pretraining, each of which leaves a file of weights behind.
public enum Stage {
  ENCODER_CROPS,
  ENCODER_SCENES,
  TEACHER,
  DECODER_PRESENCE,
  DECODER_PLACE;

  /// As progress and files name it.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A seed of its own, so that no stage repeats another's scenes.
  long seed(long seed) {
    return seed * values().length + ordinal();
  }
}
