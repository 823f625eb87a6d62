package io.viralstream.models.text;

/// One turn as token ids.
///
/// @param prompt `[P]`, what stands between the picture and the answer; never learnt
/// @param answer `[A]`, what the model must say, its end token included; empty when asking
/// @param lead what stands between the answer and the picture, where the next turn of a chained
///   conversation brings it, such as `USER: `; never learnt, and else empty
public record EncodedTurn(int[] prompt, int[] answer, int[] lead) {
  /// One that no picture follows.
  public EncodedTurn(int[] prompt, int[] answer) {
    this(prompt, answer, new int[0]);
  }

  /// Tokens of the turn without the picture and what stands before it.
  public int length() {
    return prompt.length + answer.length + lead.length;
  }
}
