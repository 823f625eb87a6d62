package io.viralstream.models.generate;

import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.Turn;
import java.util.List;
import java.util.Optional;

/// A question as the model is asked it.
///
/// @param before ids before the picture, perhaps none
/// @param picture z = V_ψ(I), or none for text alone
/// @param after ids behind the picture, at least one
public record Question(int[] before, Optional<PatchFeatures> picture, int[] after) {
  public Question {
    before = before.clone();
    after = after.clone();
  }

  /// As one sequence, with nothing to learn.
  public PackedSample packed() {
    Turn turn = new Turn(after, new boolean[after.length]);
    return new PackedSample(before, picture.map(PatchFeatures::tokens).orElse(0), List.of(turn));
  }
}
