package io.viralstream.models.learn;

import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PatchFeatures;
import java.util.Optional;

/// What one training step needs of one sample; V_ψ and E are frozen, so it takes their features.
///
/// @param text the turns, with as many visual tokens as `picture` has
/// @param picture z = V_ψ(I), or none for text alone
/// @param teacher y = E(I), or none where nothing is aligned
public record TrainSample(
    PackedSample text, Optional<PatchFeatures> picture, Optional<PatchFeatures> teacher) {
  public TrainSample {
    int tokens = picture.map(PatchFeatures::tokens).orElse(0);
    if (text.visualTokens() != tokens) {
      throw new IllegalArgumentException(
          "picture.tokens=" + tokens + ", expected " + text.visualTokens() + " as in the text");
    }
    if (text.answerTokens() == 0) {
      throw new IllegalArgumentException("answerTokens=0, expected at least 1 to learn from");
    }
  }

  /// Whether L_VRA applies: there is a picture, and the teacher's grid is the student's.
  boolean isAligned() {
    return teacher.isPresent() && teacher.get().tokens() == text.visualTokens();
  }

  /// Whether the teacher's grid differs from the student's, so that L_VRA must skip the sample.
  boolean hasGridMismatch() {
    return picture.isPresent() && teacher.isPresent() && !isAligned();
  }
}
