package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

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
  public List<Term> terms(List<ScoredItem> items) {
    var all = new ArrayList<Term>();
    for (String name : Aggregation.categories(items)) {
      all.addAll(shares(name, Term.in(name)));
      all.add(new Term(name, SCORE, score(name)));
    }
    all.addAll(shares(Figures.OVERALL, Term.ANY));
    Formula perception = sum(PERCEPTION);
    Formula cognition = sum(COGNITION);
    all.add(new Term("perception", SCORE, perception));
    all.add(new Term("cognition", SCORE, cognition));
    all.add(new Term(Figures.OVERALL, SCORE, new Formula.Sum(1, List.of(perception, cognition))));
    return all;
  }

  @Override
  public List<Group> incomplete(List<ScoredItem> items) {
    return Aggregation.categories(items).stream()
        .map(name -> items.stream().filter(Term.in(name)).toList())
        .flatMap(own -> GroupCounts.of(Kind.IMAGE, QUESTIONS, own).incomplete().stream())
        .toList();
  }

  private static List<Term> shares(String name, Predicate<ScoredItem> which) {
    return List.of(Term.accuracy(name, which), new Term(name, ACCURACY_PLUS, plus(which)));
  }

  private static Formula plus(Predicate<ScoredItem> which) {
    return Term.groups(Kind.IMAGE, QUESTIONS, which);
  }

  private static Formula score(String subtask) {
    Predicate<ScoredItem> which = Term.in(subtask);
    return new Formula.Sum(PERCENT, List.of(Term.accuracy(which), plus(which)));
  }

  /// None where a subtask is missing.
  private static Formula sum(List<String> subtasks) {
    return new Formula.Sum(1, subtasks.stream().map(MmeAggregation::score).toList());
  }
}
