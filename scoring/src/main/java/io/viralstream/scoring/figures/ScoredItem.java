package io.viralstream.scoring.figures;

import io.viralstream.scoring.parse.ParsedAnswer;
import java.util.List;
import java.util.Optional;

/// An item of a benchmark with what was read of the answer that counts; the items of a list differ.
///
/// @param id the item's
/// @param category the benchmark's own name: a split of POPE, a subtask of MME, a task of CV-Bench
/// @param truth as the benchmark's file has it
/// @param groups what it counts together with, at most one of each kind
/// @param answer empty where the item has not been answered
public record ScoredItem(
    String id, String category, String truth, List<Group> groups, Optional<ParsedAnswer> answer) {

  /// What items count together as.
  ///
  /// @param id unique among the groups of its kind
  public record Group(Kind kind, String id) {}

  /// Kinds of groups, by the benchmarks that have them.
  public enum Kind {
    /// MME: the two questions about one picture.
    IMAGE,
    /// MMVP: two pictures with one question. What's Up: two opposite directions.
    PAIR,
    /// What's Up: the four directions of two things.
    SET,
    /// HallusionBench: all questions about one figure.
    FIGURE,
    /// HallusionBench: one question about all its figures.
    QUESTION,
    /// CV-Bench: where the picture is from, `ADE20K`, `COCO` or `Omni3D`.
    SOURCE,
    /// MMStar: the finer of its two categories, of which there are 18.
    AXIS
  }

  public ScoredItem {
    groups = List.copyOf(groups);
    if (groups.stream().map(Group::kind).distinct().count() < groups.size())
      throw new IllegalArgumentException(
          "item=" + id + " groups=" + groups + ", expected at most one of each kind");
  }

  public Optional<Group> group(Kind kind) {
    return groups.stream().filter(group -> group.kind() == kind).findFirst();
  }

  public boolean isAnswered() {
    return answer.isPresent();
  }

  public boolean isCorrect() {
    return answer.filter(ParsedAnswer::correct).isPresent();
  }

  /// Whether an answer is there that its parser could not read.
  public boolean isUnread() {
    return answer.filter(one -> one.parsed().equals(ParsedAnswer.UNKNOWN)).isPresent();
  }

  boolean says(String word) {
    return answer.filter(one -> one.parsed().equals(word)).isPresent();
  }
}
