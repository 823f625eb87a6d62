package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// MME's figures: of each subtask accuracy, accuracy+ and score, and the sums of the scores.
///
/// accuracy+ is the share of pictures with both questions right; score = 100 · (accuracy +
/// accuracy+), at most 200. A picture with one answer missing is in no accuracy+. Perception is the
/// sum over ten subtasks, cognition over four, and `overall` over both; a sum that lacks a subtask
/// is left out.
///
/// The group [Kind#IMAGE] of an item must differ between subtasks, as the names of their files do
/// not.
public record MmeAggregation() implements Aggregation {
  private static final String ACCURACY_PLUS = "accuracyPlus";
  private static final String SCORE = "score";
  private static final double PERCENT = 100;
  private static final OptionalInt QUESTIONS = OptionalInt.of(2);

  private static final List<String> PERCEPTION =
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
          "OCR");

  private static final List<String> COGNITION =
      List.of(
          "commonsense_reasoning", "numerical_calculation", "text_translation", "code_reasoning");

  @Override
  public Figures of(List<ScoredItem> items) {
    Map<String, List<ScoredItem>> subtasks = Aggregation.by(ScoredItem::category, items);
    var all = new ArrayList<Figure>();
    var incomplete = new ArrayList<Group>();
    subtasks.forEach((name, own) -> {
      GroupCounts images = GroupCounts.of(Kind.IMAGE, QUESTIONS, own);
      incomplete.addAll(images.incomplete());
      all.addAll(shares(name, own, images));
      all.addAll(Figures.whole(name, SCORE, score(own, images)));
    });
    all.addAll(shares(Figures.OVERALL, items, GroupCounts.of(Kind.IMAGE, QUESTIONS, items)));
    all.addAll(sums(subtasks));
    return new Figures(all, incomplete);
  }

  private static List<Figure> shares(String name, List<ScoredItem> items, GroupCounts images) {
    return List.of(Figures.accuracy(name, items), images.ratio(name, ACCURACY_PLUS));
  }

  private static OptionalDouble score(List<ScoredItem> items, GroupCounts images) {
    OptionalDouble accuracy = Figures.accuracy("", items).value();
    OptionalDouble plus = images.ratio("", ACCURACY_PLUS).value();
    return accuracy.isEmpty() || plus.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(PERCENT * (accuracy.getAsDouble() + plus.getAsDouble()));
  }

  private static List<Figure> sums(Map<String, List<ScoredItem>> subtasks) {
    OptionalDouble perception = sum(PERCEPTION, subtasks);
    OptionalDouble cognition = sum(COGNITION, subtasks);
    return Figures.joined(
        Figures.whole("perception", SCORE, perception),
        Figures.whole("cognition", SCORE, cognition),
        Figures.whole(Figures.OVERALL, SCORE, Figures.sum(List.of(perception, cognition))));
  }

  private static OptionalDouble sum(List<String> names, Map<String, List<ScoredItem>> subtasks) {
    return Figures.sum(
        names.stream().map(name -> score(subtasks.getOrDefault(name, List.of()))).toList());
  }

  private static OptionalDouble score(List<ScoredItem> items) {
    return score(items, GroupCounts.of(Kind.IMAGE, QUESTIONS, items));
  }
}
