package io.viralstream.metrics.write;

import io.viralstream.schemas.avro.ItemGroup;
import java.util.List;
import java.util.function.Function;

/// The groups of an item as three arrays of equal length: kind, id and size of each.
final class GroupColumns {
  private GroupColumns() {}

  static <R> Column<R> kinds(Function<R, List<ItemGroup>> groups) {
    return Column.texts(
        "group_kinds",
        row -> groups.apply(row).stream().map(group -> group.getKind().name()).toList());
  }

  static <R> Column<R> ids(Function<R, List<ItemGroup>> groups) {
    return Column.texts(
        "group_ids", row -> groups.apply(row).stream().map(ItemGroup::getId).toList());
  }

  static <R> Column<R> sizes(Function<R, List<ItemGroup>> groups) {
    return Column.int32s(
        "group_sizes", row -> groups.apply(row).stream().map(ItemGroup::getSize).toList());
  }
}
