package io.viralstream.models.generate;

import java.util.OptionalDouble;

/// How the next token is chosen from its scores, in transformers' terms.
///
/// @param temperature 0 for the best token always (greedy), else what scores are divided by
/// @param topK so many tokens with the best scores stay; 0 for all
/// @param topP the fewest tokens that together have this probability stay; 1 for all
/// @param repetitionPenalty above 1, tokens that stand in prompt or answer already lose; 1 for
///   none; where nothing is said, as the model's directory has it
/// @param seed of the draws; equal seeds draw equally, whatever runs beside
public record Sampling(
    double temperature, int topK, double topP, OptionalDouble repetitionPenalty, long seed) {
  public Sampling {
    require(temperature >= 0 && temperature <= 100, "temperature", temperature, "0 to 100");
    require(topK >= 0, "topK", topK, "0 or more");
    require(topP > 0 && topP <= 1, "topP", topP, "above 0 to 1");
    double penalty = repetitionPenalty.orElse(1);
    require(penalty > 0 && penalty <= 100, "repetitionPenalty", penalty, "above 0 to 100");
  }

  /// With a penalty that no model changes.
  public Sampling(double temperature, int topK, double topP, double repetitionPenalty, long seed) {
    this(temperature, topK, topP, OptionalDouble.of(repetitionPenalty), seed);
  }

  public static Sampling greedy() {
    return new Sampling(0, 0, 1, OptionalDouble.empty(), 0);
  }

  /// With a model's own penalty, where none was said.
  Sampling penalizing(double own) {
    return new Sampling(temperature, topK, topP, repetitionPenalty.orElse(own), seed);
  }

  /// 1 where nothing was said.
  double penalty() {
    return repetitionPenalty.orElse(1);
  }

  boolean isGreedy() {
    return temperature == 0;
  }

  /// Whether the best score decides, untouched.
  boolean needsNoScores() {
    return isGreedy() && penalty() == 1;
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "sampling " + key + "=" + value + ", expected " + expected);
    }
  }
}
