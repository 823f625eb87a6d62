package io.viralstream.models.generate;

import java.util.ArrayList;
import java.util.List;

/// A greedy sequence that remembers the scores of each of its tokens.
final class RecordedSequence extends Sequence {
  private final List<float[]> scores = new ArrayList<>();

  RecordedSequence(Request request) {
    super(request, TokenListener.none());
  }

  @Override
  boolean needsNoScores() {
    return false;
  }

  @Override
  void choose(float[] fresh) {
    scores.add(fresh.clone());
    super.choose(fresh);
  }

  List<float[]> scores() {
    return scores;
  }
}
