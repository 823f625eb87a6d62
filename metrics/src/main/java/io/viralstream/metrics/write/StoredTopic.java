package io.viralstream.metrics.write;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;

/// A topic of step 7 and the tables that it fills.
///
/// @param parts how many small parts a record has, each of which takes far more heap than bytes
record StoredTopic<V extends SpecificRecord>(
    Topic<V> topic, List<Target<V, ?>> targets, ToIntFunction<V> parts) {

  /// All of them, in journey order.
  static final List<StoredTopic<?>> ALL =
      List.of(
          of(Topics.BENCHMARK_ITEMS, BenchmarkItemRows.TARGET),
          of(Topics.EVALUATIONS, EvaluationRows.TARGET),
          new StoredTopic<>(
              Topics.ANALYSES,
              List.of(AnalysisItemRows.TARGET, AnalysisFigureRows.TARGET),
              analysis -> analysis.getFigures().size()),
          of(Topics.ADMITTED, SampleRows.TARGET),
          new StoredTopic<>(
              Topics.TRAIN_STEPS,
              List.of(TrainStepRows.TARGET, TrainSampleRows.TARGET),
              step -> step.getSamples().size()),
          of(Topics.CHECKPOINTS, CheckpointRows.TARGET),
          of(Topics.SCORES, ScoreRows.TARGET),
          of(Topics.GROUP_RESULTS, GroupResultRows.TARGET),
          of(Topics.PROGRESS, ProgressRows.TARGET),
          of(Topics.ASKED, AskedRows.TARGET),
          of(Topics.DEAD_LETTERS, DeadLetterRows.TARGET),
          of(Topics.RESENDS, ResendRows.TARGET));

  private static <V extends SpecificRecord> StoredTopic<V> of(Topic<V> topic, Target<V, ?> target) {
    return new StoredTopic<>(topic, List.of(target), record -> 0);
  }
}
