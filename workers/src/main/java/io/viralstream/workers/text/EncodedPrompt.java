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

  /// Some tokenizers have more tokens than their model.
  ///
  /// @throws TextRejected where a token to be read is none that the model knows
  public void requireBelow(int vocabulary) {
    requireBelow(vocabulary, opening);
    turns.forEach(turn -> requireBelow(vocabulary, turn.prompt()));
  }

  private static void requireBelow(int vocabulary, int[] ids) {
    for (int id : ids) {
      if (id >= vocabulary) {
        throw new TextRejected(
            "prompt: token " + id + " of the tokenizer, the model knows " + vocabulary);
      }
    }
  }

  /// How many tokens the model must say.
  public int answerTokens() {
    return turns.stream().mapToInt(turn -> turn.answer().length).sum();
  }
}
