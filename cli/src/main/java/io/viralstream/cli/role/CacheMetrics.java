package io.viralstream.cli.role;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.FeatureFolder;
import io.viralstream.workers.infer.AnswerFolder;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Figures of a worker's caches of features and answers: lookups by outcome, entries and bytes.
///
/// The hit rate is `worker_features_lookups_total{outcome="hit"}` by the sum of both outcomes. What
/// the heap misses of a teacher is looked up in the folder.
final class CacheMetrics {
  private final MeterRegistry registry;

  CacheMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Registers the figures of the cache on the heap, and of the folder if there is one.
  void features(FeatureCache heap, Optional<FeatureFolder> folder) {
    watch("worker.features", "heap", heap, FeatureCache::counts);
    folder.ifPresent(kept -> watch("worker.features", "folder", kept, FeatureFolder::counts));
  }

  /// Registers those of the folder of answers.
  void answers(AnswerFolder folder) {
    watch("worker.answers", "folder", folder, AnswerFolder::counts);
  }

  /// The registry refers to the cache weakly, so it is the cache itself that is registered, and no
  /// lambda that nobody else holds.
  private <C> void watch(
      String meter, String name, C cache, Function<C, FeatureCache.Counts> counts) {
    lookups(meter, name, "hit", cache, each -> counts.apply(each).hits());
    lookups(meter, name, "miss", cache, each -> counts.apply(each).misses());
    gauge(meter + ".entries", name, cache, each -> counts.apply(each).entries());
    gauge(meter + ".bytes", name, cache, each -> counts.apply(each).bytes());
  }

  private <C> void lookups(
      String meter, String name, String outcome, C cache, ToDoubleFunction<C> figure) {
    FunctionCounter.builder(meter + ".lookups", cache, figure)
        .tag("cache", name)
        .tag("outcome", outcome)
        .register(registry);
  }

  private <C> void gauge(String meter, String name, C cache, ToDoubleFunction<C> figure) {
    Gauge.builder(meter, cache, figure).tag("cache", name).register(registry);
  }
}
