package io.viralstream.streams.score;

import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.GroupResult;
import io.viralstream.schemas.avro.GroupScore;
import io.viralstream.schemas.avro.ItemGroup;
import io.viralstream.schemas.avro.Score;
import java.util.List;

/// A score as a part of each group that its item belongs to, under keys that bring the parts of a
/// group together, wherever its items are.
final class GroupParts {
  private GroupParts() {}

  /// One for each group that is a unit: a picture, pair, set, figure or question.
  static List<GroupScore> of(Score score) {
    return score.getGroups().stream()
        .filter(group -> isUnit(group.getKind()))
        .map(group -> part(score, group))
        .toList();
  }

  /// A source or an axis is a part of the benchmark: nobody asks whether all of it is right.
  private static boolean isUnit(GroupKind kind) {
    return switch (kind) {
      case IMAGE, PAIR, SET, FIGURE, QUESTION -> true;
      case SOURCE, AXIS, UNKNOWN -> false;
    };
  }

  private static GroupScore part(Score score, ItemGroup group) {
    return GroupScore.newBuilder()
        .setEvaluation(score.getEvaluation())
        .setBenchmark(score.getBenchmark())
        .setVersion(score.getVersion())
        .setModelVersion(score.getModelVersion())
        .setArm(score.getArm())
        .setCategory(score.getCategory())
        .setGroup(group)
        .setItemId(score.getItemId())
        .setVariant(score.getVariant())
        .setParser(score.getParser())
        .setCorrect(score.getCorrect())
        .setAt(score.getAt())
        .build();
  }

  /// `evaluation/KIND/group`.
  static String key(GroupScore part) {
    ItemGroup group = part.getGroup();
    return part.getEvaluation() + "/" + group.getKind() + "/" + group.getId();
  }

  /// `evaluation/KIND/group/variant`.
  static String key(GroupResult result) {
    return result.getEvaluation()
        + "/"
        + result.getKind()
        + "/"
        + result.getGroup()
        + "/"
        + result.getVariant();
  }
}
