package io.viralstream.gateway.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The items of the sealed versions that were asked about last; they never change.
///
/// They take so many bytes together, or are one version. What is above that goes before another
/// version is read, for a seal too, and one is read at a time: so two large ones are never there.
public final class SealedItems {

  /// Reads the items of a benchmark version from the log, as of now.
  @FunctionalInterface
  interface ItemScan {
    /// Blocks: not for the event loop.
    ///
    /// @throws io.viralstream.gateway.problem.ProblemException where there are too many, or the log
    ///   does not answer in time
    StagedItems scan(VersionName version);
  }

  private final ItemScan scan;
  private final ReadingTurn turn;
  private final long most;
  private final Map<VersionName, StagedItems> read = new LinkedHashMap<>(16, 0.75f, true);

  /// @param patience how long a request waits for those that read before it
  /// @param most bytes of heap
  public SealedItems(ItemScan scan, Duration patience, long most) {
    this.scan = scan;
    this.turn = new ReadingTurn(patience);
    this.most = most;
  }

  /// Blocks: not for the event loop.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where others read for too long
  StagedItems of(VersionName version) {
    return find(version).orElseGet(() -> turn.take(() -> inTurn(version)));
  }

  /// Whether a sealed version has an item. Blocks: not for the event loop.
  ///
  /// @param id with `name@version/` in front
  /// @throws io.viralstream.gateway.problem.ProblemException where others read for too long
  public boolean has(VersionName version, String id) {
    return of(version).has(id);
  }

  /// Gives the turn, and the room, to who reads a version that is not sealed yet.
  ///
  /// @param work reads the items, and needs them no more when it returns
  <T> T beside(Supplier<T> work) {
    return turn.take(() -> {
      drop(0);
      return work.get();
    });
  }

  /// The request that had the turn before may have read the same version.
  private StagedItems inTurn(VersionName version) {
    return find(version)
        .orElseGet(() -> {
          drop(0);
          return keep(version, scan.scan(version));
        });
  }

  private synchronized Optional<StagedItems> find(VersionName version) {
    return Optional.ofNullable(read.get(version));
  }

  private synchronized StagedItems keep(VersionName version, StagedItems items) {
    read.put(version, items);
    drop(1);
    return items;
  }

  /// The least recently used first.
  ///
  /// @param sparing how many stay however large they are
  private synchronized void drop(int sparing) {
    while (read.size() > sparing && bytes() > most) read.remove(read.keySet().iterator().next());
  }

  private long bytes() {
    return read.values().stream().mapToLong(StagedItems::bytes).sum();
  }
}
