package io.viralstream.models.generate;

import io.viralstream.models.model.PatchFeatures;
import java.util.Arrays;
import java.util.Optional;

/// A question as ids, whose picture, where there is one, nobody has looked at yet.
///
/// @param before ids before the picture, perhaps none
/// @param after ids behind the picture, at least one
public record Prompt(int[] before, int[] after) {
  public Prompt {
    before = before.clone();
    after = after.clone();
  }

  /// The question about what was seen in the picture, z = V_ψ(I).
  public Question about(Optional<PatchFeatures> picture) {
    return new Question(before, picture, after);
  }

  /// Its ids in words, such as `[1, 7] [5, 9, 2]`: prompts of equal words are equal to a model.
  public String words() {
    return Arrays.toString(before) + " " + Arrays.toString(after);
  }
}
