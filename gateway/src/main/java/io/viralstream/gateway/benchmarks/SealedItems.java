package io.viralstream.gateway.benchmarks;

import io.viralstream.schemas.avro.BenchmarkItem;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The items of the sealed versions that were asked about last; they never change.
///
/// They take so many bytes together, or are one version. What is above that goes before another
/// version is read, for a seal too, and one is read at a time: so two large ones are never there.
public final class SealedItems {

  /// Reads the items of a benchmark version from the log, as of now.
  interface ItemScan {
    /// Blocks: not for the event loop.
    ///
    /// @throws io.viralstream.gateway.problem.ProblemException where there are too many, or the log
    ///   does not answer in time
    StagedItems scan(VersionName version);

    /// Shows every record of an item of the version, in the order of each partition. Blocks as
    /// well.
    void each(VersionName version, Consumer<BenchmarkItem> reader);
  }

  private final Function<VersionName, StagedItems> scan;
  private final ReadingTurn turn;
  private final long most;
  private final Map<VersionName, StagedItems> read = new LinkedHashMap<>(16, 0.75f, true);

  /// @param patience how long a request waits for those that read before it
  /// @param most bytes of heap
  public SealedItems(LogScan scan, Duration patience, long most) {
    this(scan::scan, patience, most);
  }

  SealedItems(Function<VersionName, StagedItems> scan, Duration patience, long most) {
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

  /// Those of these ids that the version has no item of. Blocks: not for the event loop.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where others read for too long
  public Set<String> unknown(VersionName version, Collection<String> ids) {
    StagedItems items = of(version);
    return ids.stream().filter(id -> !items.contains(id)).collect(Collectors.toSet());
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
          return keep(version, scan.apply(version));
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
