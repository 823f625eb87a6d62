package io.viralstream.models.analyse;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What is measured, and of which layers.
///
/// @param measures at least one
/// @param layers ℓ, each once; 0 is the input of LM_θ
/// @param mostTokens of the model's own answer, where a measure needs it
public record AnalysisSettings(Set<Measure> measures, List<Integer> layers, int mostTokens) {
  public AnalysisSettings {
    if (measures.isEmpty()) throw new IllegalArgumentException("no measure, expected one or more");
    if (layers.isEmpty() || layers.stream().distinct().count() != layers.size()) {
      throw new IllegalArgumentException("layers=" + layers + ", expected at least one, each once");
    }
    if (mostTokens < 1) {
      throw new IllegalArgumentException("mostTokens=" + mostTokens + ", expected at least 1");
    }
    measures = Set.copyOf(EnumSet.copyOf(measures));
    layers = layers.stream().sorted().toList();
  }

  boolean needsAnswer() {
    return measures.contains(Measure.MARGIN) || measures.contains(Measure.PCA);
  }

  boolean needsAttention() {
    return measures.contains(Measure.ENTROPY) || measures.contains(Measure.ATTENTION);
  }
}
