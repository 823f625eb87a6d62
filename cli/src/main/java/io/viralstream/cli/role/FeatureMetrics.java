package io.viralstream.cli.role;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.FeatureFolder;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Figures of a worker's caches of features: lookups by outcome, entries and bytes.
///
/// The hit rate is `worker_features_lookups_total{outcome="hit"}` by the sum of both outcomes. What
/// the heap misses of a teacher is looked up in the folder.
final class FeatureMetrics {
  private final MeterRegistry registry;

  private FeatureMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Registers the figures of the cache on the heap, and of the folder if there is one.
  static void bind(MeterRegistry registry, FeatureCache heap, Optional<FeatureFolder> folder) {
    FeatureMetrics metrics = new FeatureMetrics(registry);
    metrics.watch("heap", heap, FeatureCache::counts);
    folder.ifPresent(kept -> metrics.watch("folder", kept, FeatureFolder::counts));
  }

  /// The registry refers to the cache weakly, so it is the cache itself that is registered, and no
  /// lambda that nobody else holds.
  private <C> void watch(String name, C cache, Function<C, FeatureCache.Counts> counts) {
    lookups(name, "hit", cache, each -> counts.apply(each).hits());
    lookups(name, "miss", cache, each -> counts.apply(each).misses());
    gauge("worker.features.entries", name, cache, each -> counts.apply(each).entries());
    gauge("worker.features.bytes", name, cache, each -> counts.apply(each).bytes());
  }

  private <C> void lookups(String name, String outcome, C cache, ToDoubleFunction<C> figure) {
    FunctionCounter.builder("worker.features.lookups", cache, figure)
        .tag("cache", name)
        .tag("outcome", outcome)
        .register(registry);
  }

  private <C> void gauge(String meter, String name, C cache, ToDoubleFunction<C> figure) {
    Gauge.builder(meter, cache, figure).tag("cache", name).register(registry);
  }
}
