package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.FeatureFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheMetricsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final FeatureCache heap = new FeatureCache(1 << 20);

  @TempDir Path temporary;

  @Test
  void countsLookupsEntriesAndBytes() {
    new CacheMetrics(registry).features(heap, Optional.empty());
    for (String key : List.of("a", "a", "a", "b"))
      heap.get(key, () -> new PatchFeatures(new float[2], 1, 2));
    System.gc();
    assertEquals(2, value("worker_features_lookups_total{cache=\"heap\",outcome=\"hit\"}"));
    assertEquals(2, value("worker_features_lookups_total{cache=\"heap\",outcome=\"miss\"}"));
    assertEquals(2, value("worker_features_entries{cache=\"heap\"}"));
    assertEquals(heap.bytes(), value("worker_features_bytes{cache=\"heap\"}"));
  }

  @Test
  void tellsTheFolderFromTheHeap() {
    FeatureFolder folder = FeatureFolder.at(temporary, 1 << 20, () -> Instant.EPOCH);
    new CacheMetrics(registry).features(heap, Optional.of(folder));
    assertEquals(0, value("worker_features_lookups_total{cache=\"folder\",outcome=\"miss\"}"));
    assertEquals(0, value("worker_features_bytes{cache=\"folder\"}"));
  }

  @Test
  void saysNothingOfAFolderThatIsNotThere() {
    new CacheMetrics(registry).features(heap, Optional.empty());
    assertFalse(registry.scrape().contains("folder"));
  }

  private double value(String figure) {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith(figure + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(figure.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}
