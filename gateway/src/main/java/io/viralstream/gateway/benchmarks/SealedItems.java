package io.viralstream.gateway.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The items of the few sealed versions that were asked about last; they never change.
final class SealedItems {
  private static final int MOST = 4;

  private final ItemScan scan;
  private final Map<VersionName, StagedItems> read = new LinkedHashMap<>(16, 0.75f, true);

  SealedItems(ItemScan scan) {
    this.scan = scan;
  }

  StagedItems of(VersionName version) {
    return find(version).orElseGet(() -> keep(version, scan.scan(version)));
  }

  private synchronized Optional<StagedItems> find(VersionName version) {
    return Optional.ofNullable(read.get(version));
  }

  private synchronized StagedItems keep(VersionName version, StagedItems items) {
    read.put(version, items);
    if (read.size() > MOST) read.remove(read.keySet().iterator().next());
    return items;
  }
}
