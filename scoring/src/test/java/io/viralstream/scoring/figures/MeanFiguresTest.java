package io.viralstream.scoring.figures;

import static io.viralstream.scoring.figures.Items.right;
import static io.viralstream.scoring.figures.Items.unanswered;
import static io.viralstream.scoring.figures.Items.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.scoring.figures.CvBenchAggregation.Overall;
import io.viralstream.scoring.figures.MmStarAggregation.Mean;
import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import io.viralstream.scoring.parse.ParsedAnswer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Figures that are means of other figures, or shares of what captions mention.
class MeanFiguresTest {
  private static final List<ScoredItem> CV_BENCH =
      List.of(
          right("Count", source("ADE20K")),
          right("Count", source("COCO")),
          wrong("Relation", source("COCO")),
          wrong("Depth", source("Omni3D")),
          right("Distance", source("Omni3D")),
          right("Distance", source("Omni3D")),
          right("Distance", source("Omni3D")));

  private static final List<ScoredItem> MMSTAR =
      List.of(
          right("math", axis("geometry")),
          wrong("math", axis("geometry")),
          wrong("math", axis("geometry")),
          wrong("math", axis("geometry")),
          right("math", axis("statistics")));

  @Test
  void cvBenchIsTheMeanOfTwoAndThreeDimensions() {
    Figures figures = new CvBenchAggregation(Overall.MACRO).of(CV_BENCH);

    assertEquals(.75, accuracy(figures, "2D"));
    assertEquals(.75, accuracy(figures, "3D"));
    assertEquals(.75, accuracy(figures, "macro"));
    assertEquals(5.0 / 7, accuracy(figures, "micro"));
    assertEquals(.75, accuracy(figures, "overall"));
    assertEquals(1, accuracy(figures, "Count"));
    assertEquals(0, accuracy(figures, "Depth"));
  }

  @Test
  void cvBenchOfLmmsEvalTakesAllItemsAlike() {
    Figures figures = new CvBenchAggregation(Overall.MICRO).of(CV_BENCH);

    assertEquals(5.0 / 7, accuracy(figures, "overall"));
  }

  @Test
  void cvBenchLeavesOutWhatLacksASource() {
    Figures figures = new CvBenchAggregation(Overall.MACRO).of(CV_BENCH.subList(1, 7));

    assertFalse(figures.has("2D", "accuracy"));
    assertFalse(figures.has("macro", "accuracy"));
    assertFalse(figures.has("overall", "accuracy"));
    assertEquals(.75, accuracy(figures, "3D"));
  }

  @Test
  void cvBenchNeedsTheSourceOfAnItem() {
    var macro = new CvBenchAggregation(Overall.MACRO);

    assertThrows(IllegalArgumentException.class, () -> macro.of(List.of(right("Count"))));
  }

  @Test
  void mmStarIsTheShareOfItems() {
    Figures figures = new MmStarAggregation(Mean.OF_ITEMS).of(MMSTAR);

    assertEquals(.4, accuracy(figures, "math"));
    assertEquals(.4, accuracy(figures, "overall"));
  }

  @Test
  void mmStarOfLmmsEvalIsTheMeanOfAxes() {
    Figures figures = new MmStarAggregation(Mean.OF_AXES).of(MMSTAR);

    assertEquals(.625, accuracy(figures, "math"));
    assertEquals(.625, accuracy(figures, "overall"));
  }

  @Test
  void mmStarLeavesOutAMeanThatLacksAnAxis() {
    List<ScoredItem> items =
        List.of(right("math", axis("geometry")), unanswered("math", "yes", axis("statistics")));

    assertFalse(new MmStarAggregation(Mean.OF_AXES).of(items).has("overall", "accuracy"));
    assertTrue(new MmStarAggregation(Mean.OF_ITEMS).of(items).has("overall", "accuracy"));
  }

  @Test
  void chairCountsCaptionsMentionsAndObjects() {
    Figures figures =
        new ChairAggregation()
            .of(
                List.of(
                    caption("dog, person", "dog, dog, cat", false),
                    caption("bus", "bus", true),
                    caption("tie", "", true),
                    unanswered("all", "cat, zebra")));

    assertEquals(1.0 / 3, figures.value("overall", "chairS").orElseThrow());
    assertEquals(1.0 / 4, figures.value("overall", "chairI").orElseThrow());
    assertEquals(2.0 / 4, figures.value("overall", "recall").orElseThrow());
  }

  @Test
  void chairHasNoShareOfMentionsWhereThereAreNone() {
    Figures figures = new ChairAggregation().of(List.of(caption("", "", true)));

    assertEquals(0, figures.value("overall", "chairS").orElseThrow());
    assertTrue(figures.value("overall", "chairI").isEmpty());
    assertTrue(figures.value("overall", "recall").isEmpty());
  }

  private static ScoredItem caption(String truth, String mentions, boolean correct) {
    var answer = new ParsedAnswer(mentions, correct);
    return new ScoredItem("i", "all", truth, List.of(), Optional.of(answer));
  }

  private static Group source(String name) {
    return new Group(Kind.SOURCE, name);
  }

  private static Group axis(String name) {
    return new Group(Kind.AXIS, name);
  }

  private static double accuracy(Figures figures, String category) {
    return figures.value(category, "accuracy").orElseThrow();
  }
}
