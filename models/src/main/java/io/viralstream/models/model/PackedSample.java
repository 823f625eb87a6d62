package io.viralstream.models.model;

import java.util.List;

/// Several turns about one picture in one sequence, isolated from each other.
///
/// ```
/// slots      prefix | picture | turn 1    | turn 2    | turn 3 …
/// positions  0 … p-1| p … s-1 | s, s+1, … | s, s+1, … | s, s+1, …      s = p + N
/// sees       causally prefix and picture, and of the turns only itself
/// ```
///
/// So each turn computes what it would alone, and none can read its answer off an earlier one. A
/// turn that was said before the picture came sees only itself, and its positions begin at 0.
///
/// @param prefix ids before the picture that all turns share, perhaps none
/// @param visualTokens N, or 0 without a picture
/// @param turns at least one
public record PackedSample(int[] prefix, int visualTokens, List<Turn> turns) {
  private static final int SHARED = 0;

  public PackedSample {
    Require.between("visualTokens", visualTokens, 0, 1 << 20);
    Require.between("turns", turns.size(), 1, 1 << 16);
    prefix = prefix.clone();
    turns = List.copyOf(turns);
    boolean alone = prefix.length + visualTokens == 0;
    if (turns.stream().anyMatch(turn -> turn.answer()[0] && (alone || !seesShared(turn)))) {
      throw new IllegalArgumentException(
          "an answer at the very start has nothing that predicts it");
    }
  }

  /// Slots taken.
  public int length() {
    return shared() + turns.stream().mapToInt(Turn::length).sum();
  }

  /// The highest position plus one, which must fit the model's context.
  public int positions() {
    return turns.stream().mapToInt(turn -> first(turn) + turn.length()).max().orElseThrow();
  }

  /// Answer tokens of all turns.
  public int answerTokens() {
    int tokens = 0;
    for (Turn turn : turns) {
      for (boolean answer : turn.answer()) {
        tokens += answer ? 1 : 0;
      }
    }
    return tokens;
  }

  /// Slots that every turn sees: prefix and picture.
  int shared() {
    return prefix.length + visualTokens;
  }

  /// The position of a turn's first token.
  int first(Turn turn) {
    return seesShared(turn) ? shared() : 0;
  }

  private static boolean seesShared(Turn turn) {
    return switch (turn.sees()) {
      case SHARED -> true;
      case NOTHING -> false;
    };
  }

  /// For each slot 0 where it is shared, else the number of its turn, from 1; negative where the
  /// turn sees only itself.
  int[] segments() {
    int[] segments = new int[length()];
    int slot = shared();
    for (int turn = 0; turn < turns.size(); turn++) {
      for (int i = 0; i < turns.get(turn).length(); i++) {
        segments[slot++] = seesShared(turns.get(turn)) ? turn + 1 : -turn - 1;
      }
    }
    return segments;
  }

  /// Whether one slot attends to another.
  static boolean sees(int[] segments, int from, int to) {
    return to <= from
        && (segments[to] == segments[from] || segments[to] == SHARED && segments[from] > SHARED);
  }
}
