package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.benchmarks.SealedItems.ItemScan;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.kafka.Transactions;
import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.BenchmarkSeal;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.scoring.BenchmarkRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Seals versions: compares what the client says with what stands in the log, then writes the
/// registration and every partition's seal in one transaction.
///
/// An item whose version field lies gives another hash, so it is found here. Of two gateways that
/// seal one version at once, the later fences the earlier, and then sees what that one has written:
/// there is one registration, and a client that contradicts it is told so.
public final class SealTransaction {

  /// A version that is sealed.
  record SealedView(String benchmark, String version, int items, boolean watched) {}

  /// Looks a version's registration up in the log itself, as of now; the catalogue may be behind.
  @FunctionalInterface
  interface Registrations {
    /// Blocks: not for the event loop.
    ///
    /// @throws io.viralstream.gateway.problem.ProblemException where the log does not answer in
    ///   time
    Optional<Benchmark> find(VersionName version);
  }

  private final ItemScan scan;
  private final SealedItems sealed;
  private final Registrations registrations;
  private final Transactions transactions;
  private final Catalogue catalogue;
  private final Clock clock;
  private final Duration patience;

  /// @param patience how long a written seal may take to come round
  public SealTransaction(
      ItemScan scan,
      SealedItems sealed,
      Registrations registrations,
      Transactions transactions,
      Catalogue catalogue,
      Clock clock,
      Duration patience) {
    this.scan = scan;
    this.sealed = sealed;
    this.registrations = registrations;
    this.transactions = transactions;
    this.catalogue = catalogue;
    this.clock = clock;
    this.patience = patience;
  }

  SealedView seal(SealRequest request) {
    VersionName version = request.version();
    Optional<Benchmark> known = catalogue.benchmark(version.name(), version.version());
    known.ifPresent(benchmark -> contradict(request, benchmark));
    if (known.filter(benchmark -> benchmark.getWatched() == request.watched()).isPresent())
      return view(request);
    SealedView view = sealed.beside(() -> write(request));
    awaitCatalogue(request);
    return view;
  }

  private SealedView write(SealRequest request) {
    transactions.exclusively("seal-" + request.version().key(), () -> entries(request));
    return view(request);
  }

  /// What the log holds now decides: another gateway may have sealed the version a moment ago.
  private List<Entry<?>> entries(SealRequest request) {
    Optional<Benchmark> known = registrations.find(request.version());
    known.ifPresent(benchmark -> contradict(request, benchmark));
    if (known.filter(benchmark -> benchmark.getWatched() == request.watched()).isPresent())
      return List.of();
    StagedItems items = scan.scan(request.version());
    if (known.isEmpty()) check(request, items);
    return entries(request, items, known.map(Benchmark::getAt).orElseGet(clock::instant));
  }

  /// Watching may be switched on and off; everything else is what the version is.
  private static void contradict(SealRequest request, Benchmark known) {
    if (known.getItems() != request.items())
      throw conflict("items", "the version is sealed with " + known.getItems() + " items");
    if (known.getRule() != request.rule().symbol())
      throw conflict("rule", "the version is sealed with rule " + name(known.getRule()));
    if (known.getUnlisted() != request.unlisted())
      throw conflict(
          "unlisted",
          "the version is sealed with unlisted="
              + known.getUnlisted()
              + ", expected the same or another name of the benchmark");
    if (!known.getSynonyms().equals(request.synonyms()))
      throw conflict("synonyms", "the version is sealed with another table");
  }

  private void check(SealRequest request, StagedItems items) {
    if (items.count() != request.items())
      throw conflict("items", "the log holds " + items.count() + " items of this version");
    String version = items.version(request.synonyms());
    if (!version.equals(request.version().version()))
      throw conflict("version", "the items in the log make another version: " + version);
    SealCheck.demand(request, items, scan);
  }

  /// A rule's name; of a rule that a later version of us has sealed with, what the record says.
  static String name(ScoringRule symbol) {
    return BenchmarkRule.of(symbol).map(BenchmarkRule::text).orElseGet(() -> unnamed(symbol));
  }

  private static String unnamed(ScoringRule symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }

  private List<Entry<?>> entries(SealRequest request, StagedItems items, Instant at) {
    VersionName version = request.version();
    int partitions = transactions.partitions(Topics.BENCHMARK_ITEMS);
    var entries = new ArrayList<Entry<?>>();
    entries.add(new Entry<>(Topics.BENCHMARKS, 0, version.key(), benchmark(request, items, at)));
    for (int partition = 0; partition < partitions; partition++)
      entries.add(seal(version, partition, partitions, items.count(partition)));
    return entries;
  }

  private static Benchmark benchmark(SealRequest request, StagedItems items, Instant at) {
    return Benchmark.newBuilder()
        .setName(request.version().name())
        .setVersion(request.version().version())
        .setItems(items.count())
        .setWatched(request.watched())
        .setRule(request.rule().symbol())
        .setCategories(items.categories())
        .setAt(at)
        .setUnlisted(request.unlisted())
        .setSynonyms(request.synonyms().orElse(null))
        .build();
  }

  private static Entry<BenchmarkItemEvent> seal(
      VersionName version, int partition, int partitions, int items) {
    BenchmarkItemEvent event =
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
