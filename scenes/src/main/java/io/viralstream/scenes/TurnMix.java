package io.viralstream.scenes;

/// How many questions of each kind a scene gets, and how they are put.
///
/// A scene that cannot carry a question (no two objects clearly apart, say) gets fewer.
///
/// @param existence half yes; an odd number leans either way at random
/// @param novelty half yes, where the scene shows anything new
/// @param shortShare how many of the questions are put in the short wording
/// @param colourOnly how often relation and position name an object by its colour alone
public record TurnMix(
    int existence,
    int count,
    int relation,
    int position,
    int colour,
    int novelty,
    double shortShare,
    double colourOnly) {
  /// The first half of the decoder's pretraining: whether and how many.
  public static final TurnMix PRESENCE = new TurnMix(4, 2, 2, 1, 0, 0, 0.8, 0.3);

  /// The second half of the decoder's pretraining: where.
  public static final TurnMix PLACE = new TurnMix(3, 2, 3, 3, 0, 0, 0.8, 0.6);

  /// What is kept of the base world is measured with these, in NLVR's words.
  public static final TurnMix BASE_TEST = new TurnMix(2, 1, 1, 0, 0, 0, 0, 0);

  /// What a stream teaches: colour by name and things never seen, with a little of the old.
  public static final TurnMix STREAM = new TurnMix(1, 1, 1, 0, 2, 2, 0, 0);

  /// What a stream taught is measured with these.
  public static final TurnMix STREAM_TEST = new TurnMix(0, 0, 0, 0, 1, 2, 0, 0);

  public TurnMix {
    requireCount("existence", existence);
    requireCount("count", count);
    requireCount("relation", relation);
    requireCount("position", position);
    requireCount("colour", colour);
    requireCount("novelty", novelty);
    requireShare("shortShare", shortShare);
    requireShare("colourOnly", colourOnly);
  }

  private static void requireCount(String key, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(key + "=" + value + ": must not be negative");
    }
  }

  private static void requireShare(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(key + "=" + value + ": must be 0 to 1");
    }
  }
}
