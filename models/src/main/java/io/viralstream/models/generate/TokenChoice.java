package io.viralstream.models.generate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Chooses the tokens of one sequence, with draws of its own.
///
/// The order is transformers': repetition penalty; then, when drawing, temperature, top-k, top-p.
/// What falls out gets −∞.
final class TokenChoice {
  private final Sampling sampling;
  private final BitSet seen = new BitSet();
  private final SplittableRandom random;

  /// @param prompt ids that count as said already
  TokenChoice(Sampling sampling, IntStream prompt) {
    this.sampling = sampling;
    prompt.forEach(seen::set);
    random = new SplittableRandom(sampling.seed());
  }

  boolean needsNoScores() {
    return sampling.needsNoScores();
  }

  /// @param scores of all tokens, which are changed
  int choose(float[] scores) {
    process(scores);
    return sampling.isGreedy() ? best(scores) : drawn(scores);
  }

  void remember(int id) {
    seen.set(id);
  }

  void process(float[] scores) {
    penalize(scores);
    if (sampling.isGreedy()) return;
    for (int i = 0; i < scores.length; i++) scores[i] /= (float) sampling.temperature();
    if (sampling.topK() > 0 && sampling.topK() < scores.length) keepBest(scores);
    if (sampling.topP() < 1) keepLikely(scores);
  }

  /// A score below 0 is multiplied, another divided, so that both lose.
  private void penalize(float[] scores) {
    float penalty = (float) sampling.penalty();
    if (penalty == 1) return;
    for (int id = seen.nextSetBit(0); id >= 0 && id < scores.length; id = seen.nextSetBit(id + 1)) {
      scores[id] = scores[id] < 0 ? scores[id] * penalty : scores[id] / penalty;
    }
  }

  /// The k best, and whatever equals the last of them.
  private void keepBest(float[] scores) {
    float[] sorted = scores.clone();
    Arrays.sort(sorted);
    float least = sorted[sorted.length - sampling.topK()];
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] < least) scores[i] = Float.NEGATIVE_INFINITY;
    }
  }

  /// From the least likely on, tokens fall out while together they have 1 − p or less.
  private void keepLikely(float[] scores) {
    double[] likely = probabilities(scores);
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double together = 0;
    for (int i = 0; i < order.length - 1; i++) {
      together += likely[order[i]];
      if (together > 1 - sampling.topP()) return;
      scores[order[i]] = Float.NEGATIVE_INFINITY;
    }
  }

  private static double[] probabilities(float[] scores) {
    double largest = scores[best(scores)];
    double[] likely = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      likely[i] = Math.exp(scores[i] - largest);
      sum += likely[i];
    }
    for (int i = 0; i < scores.length; i++) likely[i] /= sum;
    return likely;
  }

  private int drawn(float[] scores) {
    double[] likely = probabilities(scores);
    double left = random.nextDouble();
    for (int i = 0; i < likely.length; i++) {
      left -= likely[i];
      if (left < 0 && likely[i] > 0) return i;
    }
    return best(scores);
  }

  private static int best(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) if (scores[i] > scores[best]) best = i;
    return best;
  }
}
