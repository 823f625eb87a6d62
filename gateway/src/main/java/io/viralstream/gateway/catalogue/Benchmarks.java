package io.viralstream.gateway.catalogue;

import io.viralstream.schemas.avro.Benchmark;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The sealed benchmark versions; of each name the one sealed last is the newest.
///
/// Versions that a replay has registered are passed by there: a bare name never means them.
final class Benchmarks {
  private static final Comparator<Benchmark> BY_SEAL =
      Comparator.comparing(Benchmark::getAt).thenComparing(Benchmark::getVersion);

  private final Map<String, Benchmark> byKey = new ConcurrentHashMap<>();

  static String key(String name, String version) {
    return name + "@" + version;
  }

  void put(Benchmark benchmark) {
    byKey.put(key(benchmark.getName(), benchmark.getVersion()), benchmark);
  }

  Optional<Benchmark> find(String name, String version) {
    return Optional.ofNullable(byKey.get(key(name, version)));
  }

  Optional<Benchmark> newest(String name) {
    return byKey.values().stream()
        .filter(one -> one.getName().equals(name) && !one.getUnlisted())
        .max(BY_SEAL);
  }

  /// By name, the newest version of a name first.
  List<Benchmark> all() {
    return byKey.values().stream()
        .sorted(Comparator.comparing(Benchmark::getName).thenComparing(BY_SEAL.reversed()))
        .toList();
  }
}
