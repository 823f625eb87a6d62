package io.viralstream.gateway.benchmarks;

import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import java.time.Duration;
import java.util.List;

/// Sealed versions that all have the same items, and how often they were read.
public final class SealedItemsFake {
  private final List<String> ids;
  private int scans;

  public SealedItemsFake(String... ids) {
    this.ids = List.of(ids);
  }

  public SealedItems sealed() {
    return new SealedItems(version -> scan(), Duration.ofMinutes(2), 1 << 20);
  }

  public int scans() {
    return scans;
  }

  private StagedItems scan() {
    scans++;
    var items = new StagedItems();
    ids.forEach(id -> items.put(0, item(id)));
    return items;
  }

  private static BenchmarkItem item(String id) {
    return BenchmarkItem.newBuilder()
        .setId(id)
        .setSourceId("1")
        .setCategory("c")
        .setQuestion("Is it red?")
        .setTruth("yes")
        .setGroups(List.of())
        .setFingerprints(new Fingerprints("", null))
        .build();
  }
}
