package io.viralstream.workers.train;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
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
/// @param decay the fall of the learning rate: its `steps`, and the step `after` which it begins;
///   left out before that
record TrainingFile(
    long step,
    long samples,
    long nextOffset,
    Map<String, List<Integer>> openEnds,
    List<String> completedEnds,
    long seed,
    String settings,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JacksonInject(value = "decay", useInput = OptBoolean.TRUE)
        Map<String, Long> decay) {
  static final String NAME = "training.json";
}
