package io.viralstream.metrics.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Figures of the evaluations asked for last: rows never change, so the same number of them gives
/// the same figures, and two thousand draws need not be made again. Bounded in bytes, as estimated.
final class FigureCache {
  private static final long MOST_BYTES = 8 << 20;
  private static final int ENTRY = 512;
  private static final int CATEGORY = 256;
  private static final int MEASURED = 128;

  private final long most;
  private long bytes;
  private final LinkedHashMap<Key, List<EvaluationResult.Variant>> kept =
      new LinkedHashMap<>(16, .75f, true);

  FigureCache() {
    this(MOST_BYTES);
  }

  /// @param most bytes, of which the newest figures alone may take more
  FigureCache(long most) {
    this.most = most;
  }

  /// @param rows score rows of the evaluation
  record Key(String evaluation, long rows, Optional<String> category) {}

  List<EvaluationResult.Variant> get(Key key, Supplier<List<EvaluationResult.Variant>> made) {
    synchronized (kept) {
      List<EvaluationResult.Variant> known = kept.get(key);
      if (known != null) return known;
    }
    // Outside the lock: one slow evaluation must not hold up the others.
    List<EvaluationResult.Variant> figures = made.get();
    synchronized (kept) {
      List<EvaluationResult.Variant> before = kept.put(key, figures);
      bytes += bytes(figures) - (before == null ? 0 : bytes(before));
      while (bytes > most && kept.size() > 1) bytes -= bytes(kept.pollFirstEntry().getValue());
    }
    return figures;
  }

  private static long bytes(List<EvaluationResult.Variant> variants) {
    return ENTRY
        + variants.stream()
            .flatMap(variant -> variant.categories().stream())
            .mapToLong(one ->
                CATEGORY + 2L * one.name().length() + MEASURED * (long) one.measures().size())
            .sum();
  }
}
