package io.viralstream.models.learn;

import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.learn.OptimizerStep.SampleLosses;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// The figures of one forward pass as sums, so that those of a step's passes can be added.
///
/// @param language Σ −log p over its answer tokens
/// @param answerTokens their number
/// @param alignment Σ L_VRA over its aligned samples
/// @param aligned their number
/// @param gridMismatches samples that L_VRA skipped because the teacher's grid is another
/// @param samples by their places in the step
record PassFigures(
    double language,
    long answerTokens,
    double alignment,
    long aligned,
    int gridMismatches,
    SortedMap<Integer, SampleLosses> samples) {

  /// The losses of a step.
  static BatchLosses sum(Objective objective, List<PassFigures> passes) {
    double language = passes.stream().mapToDouble(PassFigures::language).sum();
    double alignment = passes.stream().mapToDouble(PassFigures::alignment).sum();
    long tokens = passes.stream().mapToLong(PassFigures::answerTokens).sum();
    long aligned = passes.stream().mapToLong(PassFigures::aligned).sum();
    SortedMap<Integer, SampleLosses> samples = new TreeMap<>();
    passes.forEach(pass -> samples.putAll(pass.samples()));
    OptionalDouble vra =
        aligned == 0 ? OptionalDouble.empty() : OptionalDouble.of(alignment / aligned);
    return new BatchLosses(
        language / tokens,
        vra,
        language / tokens + objective.lambda() * vra.orElse(0),
        passes.stream().mapToInt(PassFigures::gridMismatches).sum(),
        List.copyOf(samples.values()));
  }
}
