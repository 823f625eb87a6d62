package io.viralstream.schemas;

import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.ItemGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The version of a benchmark: the hash of all its items with their truth, in any order.
public final class BenchmarkVersion {
  private BenchmarkVersion() {}

  /// Hash of one item: all that a client says about it. Item ids contain the version and stay out.
  public static String itemHash(BenchmarkItem item) {
    var fields = new ArrayList<String>();
    fields.add(item.getCategory());
    fields.add(item.getSourceId());
    fields.add(item.getQuestion());
    fields.add(item.getTruth());
    fields.add(item.getGroup().orElse(""));
    fields.add(item.getImage().map(image -> image.getSha256()).orElse(""));
    fields.addAll(item.getChoices());
    if (!hasMore(item)) return ContentId.of("benchmark-item", fields);
    fields.addFirst(Integer.toString(item.getChoices().size()));
    fields.add(item.getImage().isPresent() ? "" : item.getImageName().orElse(""));
    item.getGroups().stream()
        .sorted(Comparator.comparing(ItemGroup::getKind))
        .forEach(group -> {
          fields.add(group.getKind().name());
          fields.add(group.getId());
          fields.add(Integer.toString(group.getSize()));
        });
    return ContentId.of("benchmark-item with groups", fields);
  }

  /// A picture whose bytes are here is told by them; what it is called says no more.
  private static boolean hasMore(BenchmarkItem item) {
    boolean named = item.getImage().isEmpty() && item.getImageName().isPresent();
    return named || !item.getGroups().isEmpty();
  }

  /// @param itemHashes one hash an item; equal ones count once
  public static String of(Collection<String> itemHashes) {
    return of(itemHashes.stream().distinct().sorted());
  }

  /// The same of items that are kept compactly: no hash in hex but the one at hand.
  public static String of(ItemHashes items) {
    return of(items.sorted());
  }

  /// The same where the truth needs a table of synonyms, which belongs to it.
  ///
  /// @param synonyms the table's text; empty where the rule needs none
  public static String of(ItemHashes items, Optional<String> synonyms) {
    if (synonyms.isEmpty()) return of(items);
    String hash = ContentId.of(synonyms.get().getBytes(StandardCharsets.UTF_8));
    return ContentId.of("benchmark with synonyms", Stream.concat(Stream.of(hash), items.sorted()));
  }

  private static String of(Stream<String> sorted) {
    return ContentId.of("benchmark", sorted);
  }
}
