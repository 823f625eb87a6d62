package io.viralstream.scoring.figures;

import java.util.Locale;

/// What was counted over some items of one variant; all measures are ratios of these.
///
/// An answer that could not be parsed counts in `items` and under its truth, and in nothing else:
/// it is wrong, but it is neither a yes nor a no.
///
/// @param items all items
/// @param correct those answered rightly
/// @param truthsYes yes/no items whose truth is yes
/// @param truthsNo yes/no items whose truth is no
/// @param trueYes answered yes where the truth is yes
/// @param falseYes answered yes where the truth is no
public record Counts(
    long items, long correct, long truthsYes, long truthsNo, long trueYes, long falseYes) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

  public Counts {
    if (correct < 0 || correct > items)
      throw new IllegalArgumentException("correct=" + correct + ", expected 0 to items=" + items);
    if (trueYes < 0 || trueYes > truthsYes || falseYes < 0 || falseYes > truthsNo)
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "trueYes=%d falseYes=%d, expected at most truthsYes=%d and truthsNo=%d",
              trueYes,
              falseYes,
              truthsYes,
              truthsNo));
  }

  public Counts plus(Counts other) {
    return new Counts(
        items + other.items,
        correct + other.correct,
        truthsYes + other.truthsYes,
        truthsNo + other.truthsNo,
        trueYes + other.trueYes,
        falseYes + other.falseYes);
  }

  public long saidYes() {
    return trueYes + falseYes;
  }

  public long yesNo() {
    return truthsYes + truthsNo;
  }
}
