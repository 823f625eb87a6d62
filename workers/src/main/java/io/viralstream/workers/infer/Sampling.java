package io.viralstream.workers.infer;

/// How the next token is chosen from its scores, in transformers' terms.
///
/// @param temperature 0 for the best token always (greedy), else what scores are divided by
/// @param topK so many tokens with the best scores stay; 0 for all
/// @param topP the fewest tokens that together have this probability stay; 1 for all
/// @param repetitionPenalty above 1, tokens that stand in prompt or answer already lose; 1 for none
/// @param seed of the draws; equal seeds draw equally, whatever runs beside
public record Sampling(
    double temperature, int topK, double topP, double repetitionPenalty, long seed) {
  public Sampling {
    require(temperature >= 0 && temperature <= 100, "temperature", temperature, "0 to 100");
    require(topK >= 0, "topK", topK, "0 or more");
    require(topP > 0 && topP <= 1, "topP", topP, "above 0 to 1");
    require(
        repetitionPenalty > 0 && repetitionPenalty <= 100,
        "repetitionPenalty",
        repetitionPenalty,
        "above 0 to 100");
  }

  public static Sampling greedy() {
    return new Sampling(0, 0, 1, 1, 0);
  }

  boolean isGreedy() {
    return temperature == 0;
  }

  /// Whether the best score decides, untouched.
  boolean needsNoScores() {
    return isGreedy() && repetitionPenalty == 1;
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "sampling " + key + "=" + value + ", expected " + expected);
    }
  }
}
