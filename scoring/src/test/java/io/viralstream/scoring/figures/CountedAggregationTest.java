package io.viralstream.scoring.figures;

import static io.viralstream.scoring.figures.Items.answered;
import static io.viralstream.scoring.figures.Items.unanswered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.scoring.figures.CountedAggregation.Unread;
import io.viralstream.scoring.figures.Headline.Mean;
import io.viralstream.scoring.parse.ParsedAnswer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountedAggregationTest {
  private static final List<Headline> POPE =
      List.of(new Headline("overall", Mean.OF_CATEGORIES), new Headline("pooled", Mean.OF_ITEMS));

  /// random: TP 1 FP 1 TN 1 FN 1; popular: TP 1 alone; one that is not answered.
  private static final List<ScoredItem> ITEMS =
      List.of(
          answered("random", "yes", "yes"),
          answered("random", "no", "yes"),
          answered("random", "no", "no"),
          answered("random", "yes", "no"),
          answered("popular", "yes", "yes"),
          unanswered("popular", "no"));

  @Test
  void givesEveryFigureOfASplit() {
    Figures figures = pope(Unread.UNDER_ITS_TRUTH, ITEMS);

    assertEquals(.5, value(figures, "random", "accuracy"));
    assertEquals(.5, value(figures, "random", "f1"));
    assertEquals(.5, value(figures, "random", "falseYesRate"));
    assertEquals(.5, value(figures, "random", "hallucination"));
    for (String cell : List.of("tp", "fp", "tn", "fn"))
      assertEquals(1, value(figures, "random", cell), cell);
  }

  @Test
  void overallIsTheMeanOfSplitsAndPooledTakesAllItemsAlike() {
    Figures figures = pope(Unread.UNDER_ITS_TRUTH, ITEMS);

    assertEquals(.75, value(figures, "overall", "accuracy"));
    assertEquals(.75, value(figures, "overall", "f1"));
    assertEquals(.6, value(figures, "pooled", "accuracy"), 1e-12);
    assertEquals(2, value(figures, "pooled", "tp"));
    assertFalse(figures.has("overall", "tp"));
  }

  @Test
  void aMeanThatLacksASplitIsLeftOutAndARatioOfNothingIsEmpty() {
    Figures figures = pope(Unread.UNDER_ITS_TRUTH, ITEMS);

    assertTrue(figures.has("popular", "falseYesRate"));
    assertTrue(figures.value("popular", "falseYesRate").isEmpty());
    assertFalse(figures.has("overall", "falseYesRate"));
  }

  @Test
  void anUnreadAnswerIsWrongAndIsNeitherAYesNorANo() {
    List<ScoredItem> items =
        List.of(answered("random", "yes", "yes"), answered("random", "yes", "unknown"));

    Figures strict = pope(Unread.UNDER_ITS_TRUTH, items);
    Figures lmms = pope(Unread.IN_ACCURACY_ALONE, items);

    assertEquals(.5, value(strict, "random", "accuracy"));
    assertEquals(.5, value(strict, "random", "recall"));
    assertEquals(0, value(strict, "random", "fn"));
    assertEquals(.5, value(lmms, "random", "accuracy"));
    assertEquals(1, value(lmms, "random", "recall"));
  }

  @Test
  void aTruthMayBeASentence() {
    var read = new ParsedAnswer("yes", true);
    var item = new ScoredItem("i", "random", "Yes.", List.of(), Optional.of(read));

    assertEquals(1, value(pope(Unread.UNDER_ITS_TRUTH, List.of(item)), "random", "tp"));
  }

  @Test
  void speaksOfYesAndNoOnlyWhereTheyWereAsked() {
    var generic = new CountedAggregation(POPE.subList(1, 2), Unread.UNDER_ITS_TRUTH);
    Figures figures = generic.of(List.of(answered("colour", "red", "red")));

    assertEquals(
        List.of("accuracy", "accuracy"), figures.all().stream().map(Figure::measure).toList());
  }

  @Test
  void ofNoItemsThereIsNoFigureOfACategory() {
    Figures figures = pope(Unread.UNDER_ITS_TRUTH, List.of());

    assertFalse(figures.has("overall", "accuracy"));
    assertTrue(figures.value("pooled", "accuracy").isEmpty());
  }

  private static Figures pope(Unread unread, List<ScoredItem> items) {
    return new CountedAggregation(POPE, unread).of(items);
  }

  private static double value(Figures figures, String category, String measure) {
    return figures.value(category, measure).orElseThrow();
  }
}
