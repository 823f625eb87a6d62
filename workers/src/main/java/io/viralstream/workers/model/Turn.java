package io.viralstream.workers.model;

/// One question about a picture with its answer, as token ids.
///
/// @param ids the turn's tokens behind the picture
/// @param answer which of them the model must learn to say; of equal length
public record Turn(int[] ids, boolean[] answer) {
  public Turn {
    Require.between("turn.length", ids.length, 1, 1 << 20);
    Require.between("turn.answer.length", answer.length, ids.length, ids.length);
    ids = ids.clone();
    answer = answer.clone();
  }

  int length() {
    return ids.length;
  }
}
