package io.viralstream.workers.train;

import java.util.List;
import java.util.Map;

/// `training.json` of a checkpoint: what part of the stream its weights have seen.
///
/// Nothing random is drawn after the first step, so the arm's seed is the whole of its random
/// state.
///
/// @param nextOffset the first offset of `train-tasks` that is not covered
/// @param openEnds ends whose markers were not all seen: id and partitions seen
/// @param settings the arm's settings as canonical JSON
record TrainingFile(
    long step,
    long samples,
    long nextOffset,
    Map<String, List<Integer>> openEnds,
    List<String> completedEnds,
    long seed,
    String settings) {
  static final String NAME = "training.json";
}
