package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.List;
import java.util.Optional;

/// Which inputs of the adapters one pass leaves out: none where the model answers or is evaluated.
///
/// In training, an input is left out by a hash of seed, step, the sample's place in the step, its
/// position in the sample, module and channel, and of nothing else. So nothing random is saved with
/// a checkpoint; and neither padding, nor neighbours, nor a step cut into several passes change
/// what a sample loses.
public sealed interface AdapterDropout {
  /// Every input counts.
  record None() implements AdapterDropout {}

  /// @param share of the inputs that are left out, above 0 and below 1; the others are scaled by
  ///   1/(1 − share), as PyTorch does
  /// @param step of the training, so that each has masks of its own
  /// @param places of this pass's samples among those of the step
  record Seeded(double share, long seed, long step, List<Integer> places)
      implements AdapterDropout {
    public Seeded {
      requireShare("dropout", share);
      places = List.copyOf(places);
    }
  }

  static AdapterDropout none() {
    return new None();
  }

  /// The masks of one pass over `[B, T]`.
  ///
  /// @throws IllegalArgumentException unless there is a place for each of the B samples
  default Optional<DropoutMask> mask(Torch torch, Tensor positions) {
    return switch (this) {
      case None() -> Optional.empty();
      case Seeded seeded -> {
        long samples = positions.size(0);
        Require.between("dropout.places", seeded.places().size(), samples, samples);
        yield seeded.share() == 0
            ? Optional.empty()
            : Optional.of(DropoutMask.of(torch, seeded, Math.toIntExact(positions.size(1))));
      }
    };
  }

  /// @throws IllegalArgumentException unless it is at least 0 and below 1
  static void requireShare(String key, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(key + "=" + share + ", expected 0 to below 1");
    }
  }
}
