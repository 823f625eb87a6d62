package io.viralstream.schemas;

import io.viralstream.schemas.avro.BenchmarkItem;
import java.util.ArrayList;
import java.util.Collection;
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
    return ContentId.of("benchmark-item", fields);
  }

  /// @param itemHashes one hash an item; equal ones count once
  public static String of(Collection<String> itemHashes) {
    return of(itemHashes.stream().distinct().sorted());
  }

  /// The same of items that are kept compactly: no hash in hex but the one at hand.
  public static String of(ItemHashes items) {
    return of(items.sorted());
  }

  private static String of(Stream<String> sorted) {
    return ContentId.of("benchmark", sorted);
  }
}
