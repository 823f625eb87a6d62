package io.viralstream.models.text;

/// One turn as token ids.
///
/// @param prompt `[P]`, what stands between the picture and the answer; never learnt
/// @param answer `[A]`, what the model must say, its end token included; empty when asking
public record EncodedTurn(int[] prompt, int[] answer) {
  /// Tokens of the turn without the picture and what stands before it.
  public int length() {
    return prompt.length + answer.length;
  }
}
