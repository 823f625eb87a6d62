package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.json.Field;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what a question counts together with: `"groups": [{"kind": "pair", "id": "7", "size":
/// 2}]`.
///
/// A unit says how many items it has, so that a later reader knows when it is whole. `source` and
/// `axis` are parts of a benchmark rather than units: they have no size.
final class GroupsFormat {
  private static final Set<GroupKind> KINDS = EnumSet.complementOf(EnumSet.of(GroupKind.UNKNOWN));
  private static final int ID = 200;

  private final int mostItems;

  /// @param mostItems of one version, and so of one group
  GroupsFormat(int mostItems) {
    this.mostItems = mostItems;
  }

  /// @param question the whole question; without groups where it names none
  /// @throws io.viralstream.gateway.problem.ProblemException naming the field
  List<ItemGroup> read(Field question) {
    return question.optional("groups").map(this::groups).orElse(List.of());
  }

  private List<ItemGroup> groups(Field field) {
    var seen = EnumSet.noneOf(GroupKind.class);
    var groups = new ArrayList<ItemGroup>();
    for (Field element : field.elements(0, KINDS.size())) {
      ItemGroup group = group(element);
      if (!seen.add(group.getKind()))
        throw element
            .required("kind")
            .invalid("is " + text(group.getKind()) + " twice, expected one group of a kind");
      groups.add(group);
    }
    return List.copyOf(groups);
  }

  private ItemGroup group(Field element) {
    GroupKind kind = kind(element.required("kind"));
    String id = element.required("id").label(ID);
    return new ItemGroup(kind, id, isUnit(kind) ? unitSize(element) : noSize(element));
  }

  private static GroupKind kind(Field field) {
    String text = field.text();
    return KINDS.stream()
        .filter(kind -> text(kind).equals(text))
        .findFirst()
        .orElseThrow(() -> field.invalid("expected one of " + expected()));
  }

  private static String expected() {
    return KINDS.stream().map(GroupsFormat::text).collect(Collectors.joining(", "));
  }

  private int unitSize(Field element) {
    return element.required("size").integer(1, mostItems);
  }

  private static int noSize(Field element) {
    return element.optional("size").map(size -> size.integer(0, 0)).orElse(0);
  }

  /// Whether the items of such a group are right or wrong together.
  static boolean isUnit(GroupKind kind) {
    return switch (kind) {
      case IMAGE, PAIR, SET, FIGURE, QUESTION -> true;
      case SOURCE, AXIS, UNKNOWN -> false;
    };
  }

  /// A kind as clients write it.
  static String text(GroupKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
