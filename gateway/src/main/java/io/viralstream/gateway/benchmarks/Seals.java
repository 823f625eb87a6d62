package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.kafka.Entry;
import io.viralstream.gateway.kafka.Transactions;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.BenchmarkSeal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

/// Seals versions: compares what the client says with what stands in the log, then writes the
/// registration and every partition's seal in one transaction.
///
/// An item whose version field lies gives another hash, so it is found here.
public final class Seals {
  private final ItemScan scan;
  private final Transactions transactions;
  private final Catalogue catalogue;
  private final Clock clock;
  private final Duration patience;

  /// @param patience how long a written seal may take to come round
  public Seals(
      ItemScan scan,
      Transactions transactions,
      Catalogue catalogue,
      Clock clock,
      Duration patience) {
    this.scan = scan;
    this.transactions = transactions;
    this.catalogue = catalogue;
    this.clock = clock;
    this.patience = patience;
  }

  SealedView seal(SealRequest request) {
    var version = request.version();
    return catalogue
        .benchmark(version.name(), version.version())
        .map(known -> again(request, known))
        .orElseGet(() -> first(request));
  }

  /// Watching may be switched on and off; everything else is what the version is.
  private SealedView again(SealRequest request, Benchmark known) {
    if (known.getItems() != request.items())
      throw conflict("items", "the version is sealed with " + known.getItems() + " items");
    if (known.getRule() != request.rule())
      throw conflict("rule", "the version is sealed with rule " + RuleName.of(known.getRule()));
    if (known.getWatched() == request.watched()) return view(request);
    return write(request, scan.scan(request.version()), known.getAt());
  }

  private SealedView first(SealRequest request) {
    var items = scan.scan(request.version());
    if (items.count() != request.items())
      throw conflict("items", "the log holds " + items.count() + " items of this version");
    if (!items.version().equals(request.version().version()))
      throw conflict("version", "the items in the log make another version: " + items.version());
    return write(request, items, clock.instant());
  }

  private SealedView write(SealRequest request, StagedItems items, Instant at) {
    var version = request.version();
    int partitions = transactions.partitions(Topics.BENCHMARK_ITEMS);
    var entries = new ArrayList<Entry<?>>();
    entries.add(new Entry<>(Topics.BENCHMARKS, 0, version.key(), benchmark(request, items, at)));
    for (int partition = 0; partition < partitions; partition++)
      entries.add(seal(version, partition, partitions, items.count(partition)));
    transactions.write(entries);
    awaitCatalogue(request);
    return view(request);
  }

  private static Benchmark benchmark(SealRequest request, StagedItems items, Instant at) {
    return Benchmark.newBuilder()
        .setName(request.version().name())
        .setVersion(request.version().version())
        .setItems(items.count())
        .setWatched(request.watched())
        .setRule(request.rule())
        .setCategories(items.categories())
        .setAt(at)
        .build();
  }

  private static Entry<BenchmarkItemEvent> seal(
      VersionName version, int partition, int partitions, int items) {
    var event =
        BenchmarkItemEvent.newBuilder()
            .setBenchmark(version.name())
            .setVersion(version.version())
            .setSeal(new BenchmarkSeal(partition, partitions, items))
            .build();
    return new Entry<>(Topics.BENCHMARK_ITEMS, partition, version.sealKey(partition), event);
  }

  /// So that the client can ask for an evaluation at once. The seal stands either way.
  private void awaitCatalogue(SealRequest request) {
    try {
      boolean seen = catalogue.await(() -> known(request), patience);
      if (!seen) throw Problem.of(ProblemKind.UNAVAILABLE, "sealed, but not seen yet").exception();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(ProblemKind.UNAVAILABLE, "the gateway is stopping").exception();
    }
  }

  private boolean known(SealRequest request) {
    return catalogue
        .benchmark(request.version().name(), request.version().version())
        .filter(benchmark -> benchmark.getWatched() == request.watched())
        .isPresent();
  }

  private static SealedView view(SealRequest request) {
    return new SealedView(
        request.version().name(), request.version().version(), request.items(), request.watched());
  }

  private static ProblemException conflict(String field, String detail) {
    return Problem.at(field, ProblemKind.CONFLICT, field + ": " + detail).exception();
  }
}
