package io.viralstream.scoring.figures;

import static io.viralstream.scoring.figures.Items.right;
import static io.viralstream.scoring.figures.Items.unanswered;
import static io.viralstream.scoring.figures.Items.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Figures of pairs, sets, pictures and figures: of MME, MMVP, What's Up and HallusionBench.
class GroupedFiguresTest {
  private static final List<String> SUBTASKS =
      List.of(
          "existence",
          "count",
          "position",
          "color",
          "posters",
          "celebrity",
          "scene",
          "landmark",
          "artwork",
          "OCR",
          "commonsense_reasoning",
          "numerical_calculation",
          "text_translation",
          "code_reasoning");

  @Test
  void mmeCountsAPictureWithBothAnswersRight() {
    List<ScoredItem> items =
        List.of(
            right("count", image("a")),
            right("count", image("a")),
            right("count", image("b")),
            wrong("count", image("b")));

    Figures figures = new MmeAggregation().of(items);

    assertEquals(.75, value(figures, "count", "accuracy"));
    assertEquals(.5, value(figures, "count", "accuracyPlus"));
    assertEquals(125, value(figures, "count", "score"));
  }

  @Test
  void mmeReportsAPictureWithOneAnswerMissingAndLeavesItOut() {
    List<ScoredItem> items =
        List.of(
            right("count", image("a")),
            unanswered("count", "yes", image("a")),
            right("count", image("b")),
            right("count", image("b")),
            wrong("count", image("c")));

    Figures figures = new MmeAggregation().of(items);

    assertEquals(List.of(image("a"), image("c")), figures.incomplete());
    assertEquals(1, value(figures, "count", "accuracyPlus"));
    assertEquals(.75, value(figures, "count", "accuracy"));
  }

  @Test
  void mmeSumsWholeHalvesAlone() {
    List<ScoredItem> items = new ArrayList<>();
    for (String subtask : SUBTASKS) {
      items.add(right(subtask, image(subtask)));
      items.add(right(subtask, image(subtask)));
    }
    Figures whole = new MmeAggregation().of(items);
    assertEquals(2000, value(whole, "perception", "score"));
    assertEquals(800, value(whole, "cognition", "score"));
    assertEquals(2800, value(whole, "overall", "score"));

    Figures part = new MmeAggregation().of(items.subList(2, items.size()));
    assertFalse(part.has("perception", "score"));
    assertEquals(800, value(part, "cognition", "score"));
    assertFalse(part.has("overall", "score"));
  }

  @Test
  void mmeHasNoScoreOfASubtaskWithoutAWholePicture() {
    Figures figures = new MmeAggregation().of(List.of(right("count", image("a"))));

    assertTrue(figures.value("count", "accuracyPlus").isEmpty());
    assertFalse(figures.has("count", "score"));
  }

  @Test
  void mmvpCountsPairsAndQuestions() {
    List<ScoredItem> items =
        List.of(
            right("all", group(Kind.PAIR, "1")),
            right("all", group(Kind.PAIR, "1")),
            right("all", group(Kind.PAIR, "2")),
            wrong("all", group(Kind.PAIR, "2")),
            right("all", group(Kind.PAIR, "3")),
            unanswered("all", "yes", group(Kind.PAIR, "3")));

    Figures figures = new MmvpAggregation().of(items);

    assertEquals(.5, value(figures, "overall", "pairAccuracy"));
    assertEquals(.8, value(figures, "overall", "questionAccuracy"));
    assertEquals(.8, value(figures, "overall", "accuracy"));
    assertEquals(List.of(group(Kind.PAIR, "3")), figures.incomplete());
  }

  @Test
  void whatsUpCountsItemsPairsAndSetsOfControlledSubsets() {
    Group set = group(Kind.SET, "s");
    List<ScoredItem> items =
        List.of(
            right("a", group(Kind.PAIR, "s/left-right"), set),
            right("a", group(Kind.PAIR, "s/left-right"), set),
            right("a", group(Kind.PAIR, "s/on-under"), set),
            wrong("a", group(Kind.PAIR, "s/on-under"), set),
            right("coco"),
            unanswered("coco", "yes"));

    Figures figures = new WhatsUpAggregation().of(items);

    assertEquals(.75, value(figures, "a", "accuracy"));
    assertEquals(.5, value(figures, "a", "pairAccuracy"));
    assertEquals(0, value(figures, "a", "setAccuracy"));
    assertFalse(figures.has("coco", "pairAccuracy"));
    assertEquals(.875, value(figures, "overall", "accuracy"));
    assertEquals(List.of(), figures.incomplete());
  }

  @Test
  void whatsUpHasNoOverallWhereASubsetIsNotAnswered() {
    Figures figures = new WhatsUpAggregation().of(List.of(right("a"), unanswered("b", "yes")));

    assertFalse(figures.has("overall", "accuracy"));
  }

  @Test
  void hallusionBenchCountsFiguresAndQuestionsWhole() {
    List<ScoredItem> items =
        List.of(
            asked("f1", "q1", true),
            asked("f1", "q2", true),
            asked("f2", "q1", true),
            asked("f2", "q2", false));

    Figures figures = new HallusionBenchAggregation().of(items);

    assertEquals(.75, value(figures, "overall", "accuracy"));
    assertEquals(.5, value(figures, "overall", "figureAccuracy"));
    assertEquals(.5, value(figures, "overall", "questionAccuracy"));
    assertEquals(.5, value(figures, "VD", "figureAccuracy"));
  }

  @Test
  void hallusionBenchLeavesOutWhatIsNotAnsweredWhole() {
    List<ScoredItem> items =
        Stream.concat(
                Stream.of(asked("f1", "q1", true)),
                Stream.of(
                    unanswered("VD", "yes", group(Kind.FIGURE, "f1"), group(Kind.QUESTION, "q2"))))
            .toList();

    Figures figures = new HallusionBenchAggregation().of(items);

    assertTrue(figures.value("overall", "figureAccuracy").isEmpty());
    assertEquals(1, value(figures, "overall", "questionAccuracy"));
    assertEquals(
        List.of(group(Kind.FIGURE, "f1"), group(Kind.QUESTION, "q2")), figures.incomplete());
  }

  @Test
  void anItemIsInOneGroupOfAKind() {
    assertThrows(IllegalArgumentException.class, () -> right("a", image("x"), image("y")));
  }

  private static ScoredItem asked(String figure, String question, boolean isRight) {
    Group[] groups = {group(Kind.FIGURE, figure), group(Kind.QUESTION, question)};
    return isRight ? right("VD", groups) : wrong("VD", groups);
  }

  private static Group image(String id) {
    return group(Kind.IMAGE, id);
  }

  private static Group group(Kind kind, String id) {
    return new Group(kind, id);
  }

  private static double value(Figures figures, String category, String measure) {
    return figures.value(category, measure).orElseThrow();
  }
}
