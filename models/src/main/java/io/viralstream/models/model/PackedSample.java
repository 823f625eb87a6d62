package io.viralstream.models.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Several turns about one picture in one sequence: isolated from each other, or chained.
///
/// ```
/// isolated
///   slots      prefix | picture | turn 1    | turn 2    | turn 3 …
///   positions  0 … p-1| p … s-1 | s, s+1, … | s, s+1, … | s, s+1, …      s = p + N
///   sees       causally prefix and picture, and of the turns only itself
/// chained, the picture with turn 2
///   slots      prefix | turn 1 | picture | turn 2 | turn 3 …
///   positions  0, 1, 2 … to the end
///   sees       causally all before it
/// ```
///
/// An isolated turn computes what it would alone, and none can read its answer off an earlier one.
/// A turn that was said before the picture came sees only itself, and its positions begin at 0.
/// Chained turns are what LLaVA trains on (docs/method.md §9).
///
/// @param prefix ids at the very start, perhaps none
/// @param visualTokens N, or 0 without a picture
/// @param turns at least one
public record PackedSample(int[] prefix, int visualTokens, List<Turn> turns, Order order) {
  private static final int SHARED = 0;

  /// How the turns stand to each other and to the picture.
  public sealed interface Order {
    /// Each behind prefix and picture.
    record Isolated() implements Order {}

    /// Each behind all earlier ones.
    ///
    /// @param before how many turns stand in front of the picture; all of them where later ones
    ///   were cut away
    record Chained(int before) implements Order {}
  }

  /// Isolated turns.
  public PackedSample(int[] prefix, int visualTokens, List<Turn> turns) {
    this(prefix, visualTokens, turns, new Order.Isolated());
  }

  public PackedSample {
    Require.between("visualTokens", visualTokens, 0, 1 << 20);
    Require.between("turns", turns.size(), 1, 1 << 16);
    prefix = prefix.clone();
    turns = List.copyOf(turns);
    if (order instanceof Order.Chained(int before)) {
      Require.between("before", before, 0, visualTokens == 0 ? 0 : turns.size());
    }
    boolean nothingFirst = prefix.length + (turnsBeforePicture(order) == 0 ? visualTokens : 0) == 0;
    if (startsUnpredicted(turns, order, nothingFirst)) {
      throw new IllegalArgumentException(
          "an answer at the very start has nothing that predicts it");
    }
  }

  private static boolean startsUnpredicted(List<Turn> turns, Order order, boolean nothingFirst) {
    return switch (order) {
      case Order.Isolated() ->
          turns.stream().anyMatch(turn -> turn.answer()[0] && (nothingFirst || !seesShared(turn)));
      case Order.Chained ignored -> nothingFirst && turns.getFirst().answer()[0];
    };
  }

  /// Whether it is one plain causal sequence.
  boolean isChained() {
    return switch (order) {
      case Order.Isolated() -> false;
      case Order.Chained ignored -> true;
    };
  }

  /// How many turns stand in front of the picture.
  int turnsBeforePicture() {
    return turnsBeforePicture(order);
  }

  private static int turnsBeforePicture(Order order) {
    return switch (order) {
      case Order.Isolated() -> 0;
      case Order.Chained(int before) -> before;
    };
  }

  /// Cut at its end, as LLaVA cuts what is longer than its limit: a turn may end within its answer.
  ///
  /// A turn that keeps no answer token is left out with all behind it. A picture that does not fit
  /// wholly is left out too: no answer that is kept could see it.
  ///
  /// ```
  /// whole       prefix 2 | turn 1: q a a | picture 4 | turn 2: q q a a     13 slots
  /// length 12   prefix 2 | turn 1: q a a | picture 4 | turn 2: q q a
  /// length 11   prefix 2 | turn 1: q a a | picture 4
  /// length 8    prefix 2 | turn 1: q a a
  /// ```
  ///
  /// @param length slots that are kept at most
  /// @return none where no answer token is kept
  /// @throws IllegalStateException where turns are isolated: their order says nothing
  public Optional<PackedSample> cutTo(int length) {
    if (!isChained()) throw new IllegalStateException("isolated turns have no common end to cut");
    List<Turn> early = turns.subList(0, turnsBeforePicture());
    List<Turn> late = turns.subList(turnsBeforePicture(), turns.size());
    int room = length - prefix.length;
    int left = room - tokens(early);
    List<Turn> kept = new ArrayList<>(fitting(early, room));
    kept.addAll(fitting(late, left - visualTokens));
    if (kept.stream().noneMatch(turn -> turn.answerTokens() > 0)) return Optional.empty();
    boolean keepsPicture = left >= visualTokens && visualTokens > 0;
    Order chained = new Order.Chained(keepsPicture ? early.size() : 0);
    return Optional.of(new PackedSample(prefix, keepsPicture ? visualTokens : 0, kept, chained));
  }

  private static List<Turn> fitting(List<Turn> turns, int room) {
    List<Turn> fitting = new ArrayList<>();
    int left = room;
    for (Turn turn : turns) {
      if (left < turn.length()) {
        if (left > 0 && turn.cutTo(left).answerTokens() > 0) fitting.add(turn.cutTo(left));
        return fitting;
      }
      fitting.add(turn);
      left -= turn.length();
    }
    return fitting;
  }

  private static int tokens(List<Turn> turns) {
    return turns.stream().mapToInt(Turn::length).sum();
  }

  /// Slots taken.
  public int length() {
    return shared() + tokens(turns);
  }

  /// The highest position plus one, which must fit the model's context.
  public int positions() {
    return switch (order) {
      case Order.Isolated() ->
          turns.stream().mapToInt(turn -> first(turn) + turn.length()).max().orElseThrow();
      case Order.Chained ignored -> length();
    };
  }

  /// Answer tokens of all turns.
  public int answerTokens() {
    return turns.stream().mapToInt(Turn::answerTokens).sum();
  }

  /// Slots that every isolated turn sees: prefix and picture.
  int shared() {
    return prefix.length + visualTokens;
  }

  /// The position of an isolated turn's first token.
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
  /// turn sees only itself. Chained, all is shared.
  int[] segments() {
    int[] segments = new int[length()];
    if (isChained()) return segments;
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
