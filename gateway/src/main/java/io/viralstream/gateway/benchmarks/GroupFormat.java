package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.json.Field;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what an item counts together with: `[{"kind":"pair","id":"7","size":2}, …]`.
///
/// A picture, pair, set, figure or question is a unit and has a size; a source or an axis is a part
/// of the benchmark and has none.
final class GroupFormat {
  private static final int LABEL = 200;
  private static final int LARGEST = 1_000_000;
  private static final Set<GroupKind> UNITS =
      EnumSet.of(
          GroupKind.IMAGE, GroupKind.PAIR, GroupKind.SET, GroupKind.FIGURE, GroupKind.QUESTION);
  private static final Set<GroupKind> KNOWN = EnumSet.complementOf(EnumSet.of(GroupKind.UNKNOWN));

  private GroupFormat() {}

  /// In the order of the kinds, so that equal groups are equal however they were sent.
  static List<ItemGroup> read(Field field) {
    var kinds = EnumSet.noneOf(GroupKind.class);
    var groups = new ArrayList<ItemGroup>();
    for (Field element : field.elements(0, KNOWN.size())) {
      ItemGroup group = group(element);
      if (!kinds.add(group.getKind()))
        throw element.invalid("is the second of this kind, expected at most one of each");
      groups.add(group);
    }
    groups.sort((one, other) -> one.getKind().compareTo(other.getKind()));
    return List.copyOf(groups);
  }

  static boolean isUnit(ItemGroup group) {
    return UNITS.contains(group.getKind());
  }

  private static ItemGroup group(Field element) {
    GroupKind kind = kind(element.required("kind"));
    String id = element.required("id").label(LABEL);
    Optional<Field> size = element.optional("size");
    if (UNITS.contains(kind))
      return new ItemGroup(kind, id, element.required("size").integer(1, LARGEST));
    if (size.isPresent() && size.get().integer(0, LARGEST) > 0)
      throw size.get().invalid("expected none: a " + text(kind) + " is no unit");
    return new ItemGroup(kind, id, 0);
  }

  private static GroupKind kind(Field field) {
    String text = field.text(LABEL);
    return KNOWN.stream()
        .filter(kind -> text(kind).equals(text))
        .findFirst()
        .orElseThrow(() -> field.invalid("expected " + names()));
  }

  private static String names() {
    return KNOWN.stream().map(GroupFormat::text).collect(Collectors.joining(", "));
  }

  private static String text(GroupKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
