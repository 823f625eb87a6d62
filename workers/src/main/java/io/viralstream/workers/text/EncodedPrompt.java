package io.viralstream.workers.text;

import java.util.List;

/// A conversation about one picture (or none) as token ids.
///
/// The sequence of a turn is `opening`, then the N visual tokens where there is a picture, then the
/// turn's own prompt and answer. Turns are isolated: each follows the same opening and picture.
///
/// @param opening `[O]`, may be empty
public record EncodedPrompt(int[] opening, List<EncodedTurn> turns) {
  public EncodedPrompt {
    turns = List.copyOf(turns);
  }

  /// Tokens of all turns packed behind one opening, without the picture's.
  public int length() {
    return opening.length + turns.stream().mapToInt(EncodedTurn::length).sum();
  }

  /// How many tokens the model must say.
  public int answerTokens() {
    return turns.stream().mapToInt(turn -> turn.answer().length).sum();
  }
}
