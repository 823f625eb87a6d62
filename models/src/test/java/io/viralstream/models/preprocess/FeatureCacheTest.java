package io.viralstream.models.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.tensor.Device;
import io.viralstream.models.tensor.TorchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FeatureCacheTest {
  private static final int CLIP_LARGE = 576 * 1024;

  /// A key as long as any, but for the picture's hash.
  private static final String TEACHER =
      CachingTeacher.key(
              "0".repeat(64),
              Preprocessing.padded(TinyModelDirectory.VISION.view(), 336),
              new TorchSettings(16, Device.named("cuda")))
          + "BF16 ";

  @Test
  void holdsNoMoreBytesThanItMay() {
    FeatureCache cache = new FeatureCache(8L << 20);
    for (int i = 0; i < 20; i++) {
      cache.get("picture " + i, FeatureCacheTest::features);
      assertTrue(cache.bytes() <= 8 << 20, cache.bytes() + " bytes");
    }
    assertEquals(3 * FeatureCache.bytes(features()), cache.bytes());
  }

  @Test
  void countsAtLeastWhatTheHeapHolds() {
    List<PatchFeatures> held = new ArrayList<>();
    FeatureCache cache = new FeatureCache(Long.MAX_VALUE);
    long before = used();
    for (int i = 0; i < 20_000; i++) {
      String key = TEACHER + String.format(Locale.ROOT, "%064d", i);
      held.add(cache.get(key, () -> new PatchFeatures(new float[16], 4, 4)));
    }
    long grown = used() - before - 4L * 20_000; // the list is the test's own
    assertTrue(grown <= cache.bytes(), grown + " bytes, counted " + cache.bytes());
    assertEquals(20_000, held.size());
  }

  /// Of what is reachable, which a collection leaves.
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void remembersUntilItForgets() {
    FeatureCache cache = new FeatureCache(8L << 20);
    PatchFeatures first = cache.get("a", FeatureCacheTest::features);
    assertSame(first, cache.get("a", FeatureCacheTest::features));
    cache.clear();
    assertEquals(0, cache.bytes());
  }

  @Test
  void countsWhatItFindsAndWhatItHolds() {
    FeatureCache cache = new FeatureCache(8L << 20);
    cache.get("a", FeatureCacheTest::features);
    cache.get("b", FeatureCacheTest::features);
    cache.get("a", FeatureCacheTest::features);
    assertEquals(new FeatureCache.Counts(1, 2, 2, cache.bytes()), cache.counts());
  }

  private static PatchFeatures features() {
    return new PatchFeatures(new float[CLIP_LARGE], 576, 1024);
  }
}
