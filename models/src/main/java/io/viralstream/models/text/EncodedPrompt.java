package io.viralstream.models.text;

import java.util.List;

/// A conversation about one picture (or none) as token ids.
///
/// The sequence of an isolated turn is `opening`, then the N visual tokens where there is a
/// picture, then the turn's own prompt and answer; each turn follows the same opening and picture.
/// Chained turns are one sequence: `opening`, the turns said before the picture, the picture, the
/// others.
///
/// @param opening `[O]`, may be empty
/// @param before how many turns were said before the picture came: isolated, each of these is a
///   whole sequence that follows nothing
public record EncodedPrompt(int[] opening, List<EncodedTurn> turns, int before, Packing packing) {
  /// Isolated turns behind the opening, and the picture where there is one.
  public EncodedPrompt(int[] opening, List<EncodedTurn> turns) {
    this(opening, turns, 0, Packing.ISOLATED);
  }

  public EncodedPrompt {
    turns = List.copyOf(turns);
  }

  /// Tokens of all turns packed behind one opening, without the picture's.
  public int length() {
    return opening.length + turns.stream().mapToInt(EncodedTurn::length).sum();
  }

  /// Some tokenizers have more tokens than their model.
  ///
  /// @throws TextRejected where a token is none that the model knows
  public void requireBelow(int vocabulary) {
    requireBelow(vocabulary, opening);
    for (EncodedTurn turn : turns) {
      requireBelow(vocabulary, turn.prompt());
      requireBelow(vocabulary, turn.answer());
      requireBelow(vocabulary, turn.lead());
    }
  }

  private static void requireBelow(int vocabulary, int[] ids) {
    for (int id : ids) {
      if (id >= vocabulary) {
        throw new TextRejected(
            "prompt: token " + id + " of the tokenizer, the model knows " + vocabulary);
      }
    }
  }

  /// Tokens of the longest sequence: a turn's own where they are isolated, else the one of all.
  ///
  /// @param visualTokens those of the picture, or 0
  public int longest(int visualTokens) {
    return switch (packing) {
      case ISOLATED -> longestTurn(visualTokens);
      case CHAINED -> length() + visualTokens;
    };
  }

  private int longestTurn(int visualTokens) {
    int longest = 0;
    for (int i = 0; i < turns.size(); i++) {
      int shared = i < before ? 0 : opening.length + visualTokens;
      longest = Math.max(longest, shared + turns.get(i).length());
    }
    return longest;
  }

  /// How many tokens the model must say.
  public int answerTokens() {
    return turns.stream().mapToInt(turn -> turn.answer().length).sum();
  }
}
