package io.viralstream.workers.train;

import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.OptimizerStep;
import io.viralstream.schemas.avro.Category;
import io.viralstream.workers.train.SampleRejected.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One update over those samples of a batch that it can be made with.
///
/// It depends on the weights and the batch alone, so a worker that repeats the step finds the same.
///
/// @param made the update, none where no sample was left
/// @param samples that it learnt
/// @param rejected those whose loss or gradient is not finite
record FiniteStep(
    Optional<OptimizerStep> made, List<PreparedSample> samples, List<Rejection> rejected) {

  /// Learns the batch; where that is not finite, without the samples that are not finite alone.
  static FiniteStep of(Learner learner, long step, List<PreparedSample> batch) {
    List<PreparedSample> left = batch;
    List<Rejection> rejected = new ArrayList<>();
    while (!left.isEmpty()) {
      try {
        return new FiniteStep(Optional.of(learner.step(step, left)), left, rejected);
      } catch (NotFinite together) {
        List<Rejection> found = alone(learner, left);
        if (found.isEmpty()) found = all(left, together);
        List<Long> offsets = found.stream().map(Rejection::offset).toList();
        left = left.stream().filter(sample -> !offsets.contains(sample.offset())).toList();
        rejected.addAll(found);
      }
    }
    return new FiniteStep(Optional.empty(), List.of(), rejected);
  }

  private static List<Rejection> alone(Learner learner, List<PreparedSample> samples) {
    List<Rejection> found = new ArrayList<>();
    for (PreparedSample sample : samples) {
      try {
        learner.rehearse(sample);
      } catch (NotFinite bad) {
        found.add(SampleRejected.of(bad).at(sample.offset()));
      }
    }
    return found;
  }

  /// Each is sound alone: none of them can be told from the one that spoils the sum.
  private static List<Rejection> all(List<PreparedSample> samples, NotFinite together) {
    String reason = "not learnt: only together with its batch, " + together.getMessage();
    return samples.stream()
        .map(sample -> new Rejection(sample.offset(), Category.POISON, reason))
        .toList();
  }
}
