package io.viralstream.metrics.read;

import io.viralstream.metrics.measures.Measured;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What one evaluation has found so far.
///
/// @param version of the benchmark, which is that of its truth
/// @param step the training step of the model version, where its name tells
/// @param items items of the benchmark
/// @param answered distinct items scored
/// @param failed items without an answer
/// @param conflicts later answers that differed from the first
/// @param incomplete groups with an item that has no answer
/// @param asking how the answers came to be
/// @param hash of what the benchmark's own variant scored; empty before the first row
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
    long incomplete,
    Asking asking,
    String hash,
    List<Variant> variants) {

  /// How answers came to be: only where that is equal are models compared.
  ///
  /// @param prompt `trained`, or `recorded` of answers that were given elsewhere
  /// @param rescored the evaluation whose answers these are, where they were scored again
  /// @param truthFromAnswers whether the truth stands in the file of the answers alone
  /// @param startedMillis when the first partition opened it, since the epoch
  public record Asking(
      String prompt,
      long maxTokens,
      double temperature,
      Optional<String> rescored,
      boolean truthFromAnswers,
      long startedMillis) {}

  /// One way of reading the answers, such as `generic` or `pope-official`.
  ///
  /// @param unread answers that the parser could not read
  public record Variant(String name, String parser, long unread, List<Category> categories) {}

  /// The benchmark's own category, or `overall`, or POPE's `pooled`.
  public record Category(String name, long items, List<Measured> measures) {}
}
