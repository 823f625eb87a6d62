package io.viralstream.models.learn;

import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.Turn;
import io.viralstream.models.model.Turn.Sees;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.EncodedTurn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /// A conversation, of which the answers are learnt.
  ///
  /// @param picture z of the picture that it is about, or none for text alone
  /// @param teacher y of the same picture, or none where nothing is aligned
  public static TrainSample of(
      EncodedPrompt prompt, Optional<PatchFeatures> picture, Optional<PatchFeatures> teacher) {
    List<Turn> turns = new ArrayList<>();
    for (EncodedTurn turn : prompt.turns()) {
      turns.add(turn(turn, turns.size() < prompt.before() ? Sees.NOTHING : Sees.SHARED));
    }
    int visualTokens = picture.map(PatchFeatures::tokens).orElse(0);
    return new TrainSample(
        new PackedSample(prompt.opening(), visualTokens, turns), picture, teacher);
  }

  private static Turn turn(EncodedTurn turn, Sees sees) {
    int[] ids =
        IntStream.concat(IntStream.of(turn.prompt()), IntStream.of(turn.answer())).toArray();
    boolean[] answer = new boolean[ids.length];
    Arrays.fill(answer, turn.prompt().length, ids.length, true);
    return new Turn(ids, answer, sees);
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
