package io.viralstream.metrics.read;

import io.viralstream.metrics.measures.Measured;
import java.util.List;
import java.util.OptionalLong;

/// What one evaluation has found so far.
///
/// @param step the training step of the model version, where its name tells
/// @param items items of the benchmark
/// @param answered distinct items scored
/// @param failed items without an answer
/// @param conflicts later answers that differed from the first
public record EvaluationResult(
    String id,
    String benchmark,
    String version,
    String model,
    String arm,
    OptionalLong step,
    long items,
    long answered,
    long failed,
    long conflicts,
    List<Variant> variants) {

  /// One way of reading the answers, such as `generic` or `pope-official`.
  public record Variant(String name, List<Category> categories) {}

  /// The benchmark's own category, or `overall`, or POPE's `pooled`.
  public record Category(String name, long items, List<Measured> measures) {}
}
