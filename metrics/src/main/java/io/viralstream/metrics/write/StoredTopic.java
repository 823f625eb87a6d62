package io.viralstream.metrics.write;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/// A topic of step 7 and the tables that it fills.
record StoredTopic<V extends SpecificRecord>(Topic<V> topic, List<Target<V, ?>> targets) {

  /// All of them, in journey order.
  static final List<StoredTopic<?>> ALL =
      List.of(
          new StoredTopic<>(Topics.BENCHMARK_ITEMS, List.of(BenchmarkItemRows.TARGET)),
          new StoredTopic<>(Topics.EVALUATIONS, List.of(EvaluationRows.TARGET)),
          new StoredTopic<>(Topics.ADMITTED, List.of(SampleRows.TARGET)),
          new StoredTopic<>(
              Topics.TRAIN_STEPS, List.of(TrainStepRows.TARGET, TrainSampleRows.TARGET)),
          new StoredTopic<>(Topics.CHECKPOINTS, List.of(CheckpointRows.TARGET)),
          new StoredTopic<>(Topics.SCORES, List.of(ScoreRows.TARGET)),
          new StoredTopic<>(Topics.GROUP_RESULTS, List.of(GroupResultRows.TARGET)),
          new StoredTopic<>(Topics.PROGRESS, List.of(ProgressRows.TARGET)),
          new StoredTopic<>(Topics.ASKED, List.of(AskedRows.TARGET)),
          new StoredTopic<>(Topics.DEAD_LETTERS, List.of(DeadLetterRows.TARGET)),
          new StoredTopic<>(Topics.RESENDS, List.of(ResendRows.TARGET)));
}
