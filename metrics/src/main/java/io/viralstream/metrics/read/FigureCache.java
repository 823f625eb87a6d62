package io.viralstream.metrics.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Figures of the evaluations asked for last: rows never change, so the same number of them gives
/// the same figures, and two thousand draws need not be made again.
final class FigureCache {
  private static final int KEPT = 200;

  private final Map<Key, List<EvaluationResult.Variant>> kept = new LinkedHashMap<>(16, .75f, true);

  /// @param rows score rows of the evaluation
  record Key(String evaluation, long rows, Optional<String> category) {}

  List<EvaluationResult.Variant> get(Key key, Supplier<List<EvaluationResult.Variant>> made) {
    synchronized (kept) {
      var known = kept.get(key);
      if (known != null) return known;
    }
    // Outside the lock: one slow evaluation must not hold up the others.
    var figures = made.get();
    synchronized (kept) {
      kept.put(key, figures);
      if (kept.size() > KEPT) kept.remove(kept.keySet().iterator().next());
    }
    return figures;
  }
}
