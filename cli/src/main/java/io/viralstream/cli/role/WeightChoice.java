package io.viralstream.cli.role;

import io.viralstream.models.tensor.WeightType;
import java.util.Optional;

/// The command line's words for an arm's type of weights: one of the types, or whatever the device
/// has where the arm begins.
enum WeightChoice {
  DEVICE,
  F32,
  BF16;

  static WeightChoice of(Optional<WeightType> named) {
    return named.map(type -> valueOf(type.name())).orElse(DEVICE);
  }

  /// The type that it names, if any.
  Optional<WeightType> type() {
    return this == DEVICE ? Optional.empty() : Optional.of(WeightType.valueOf(name()));
  }
}
