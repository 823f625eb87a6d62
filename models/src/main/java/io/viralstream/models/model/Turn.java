package io.viralstream.models.model;

import java.util.Arrays;

/// One question about a picture with its answer, as token ids.
///
/// @param ids the turn's tokens behind the picture
/// @param answer which of them the model must learn to say; of equal length
/// @param sees what it follows
public record Turn(int[] ids, boolean[] answer, Sees sees) {
  /// What a turn sees beside itself.
  public enum Sees {
    /// What its sample's turns share: prefix and picture.
    SHARED,
    /// Nothing: it was said before the picture came, and is a whole sequence.
    NOTHING
  }

  /// A turn behind what all share.
  public Turn(int[] ids, boolean[] answer) {
    this(ids, answer, Sees.SHARED);
  }

  public Turn {
    Require.between("turn.length", ids.length, 1, 1 << 20);
    Require.between("turn.answer.length", answer.length, ids.length, ids.length);
    ids = ids.clone();
    answer = answer.clone();
  }

  /// The same, as one that was said before the picture came.
  public Turn alone() {
    return new Turn(ids, answer, Sees.NOTHING);
  }

  int length() {
    return ids.length;
  }

  int answerTokens() {
    int tokens = 0;
    for (boolean each : answer) tokens += each ? 1 : 0;
    return tokens;
  }

  /// Its first tokens, at least one.
  Turn cutTo(int length) {
    return new Turn(Arrays.copyOf(ids, length), Arrays.copyOf(answer, length), sees);
  }
}
