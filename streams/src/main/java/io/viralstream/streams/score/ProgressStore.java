package io.viralstream.streams.score;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.streams.flow.TopicSink;
import io.viralstream.streams.flow.TopologyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The progress of every evaluation in this partition, reported a few times a second and not for
/// every answer.
final class ProgressStore {
  private static final String PROGRESS = "progress";

  /// Evaluations that changed since their last report. A store, so that a change whose report was
  /// cut off by a kill is reported by the next owner.
  private static final String UNREPORTED = "progress-unreported";

  private final TopicSink<Progress> sink;
  private final KeyValueStore<String, Progress> progress;
  private final KeyValueStore<String, Integer> unreported;

  ProgressStore(ProcessorContext<String, SpecificRecord> context) {
    sink = TopicSink.to(Topics.PROGRESS, context);
    progress = context.getStateStore(PROGRESS);
    unreported = context.getStateStore(UNREPORTED);
  }

  static void addStores(TopologyBuilder builder, String... steps) {
    builder
        .counters(PROGRESS, builder.stored(Topics.PROGRESS), steps)
        .counters(UNREPORTED, Serdes.Integer(), steps);
  }

  /// Empty until the evaluation and the seal of its benchmark are here.
  Optional<Progress> of(String evaluation) {
    return Optional.ofNullable(progress.get(evaluation));
  }

  void put(Progress next) {
    progress.put(next.getEvaluation(), next);
    unreported.put(next.getEvaluation(), next.getPartition());
  }

  /// All evaluations of this partition.
  List<Progress> all() {
    var found = new ArrayList<Progress>();
    try (KeyValueIterator<String, Progress> all = progress.all()) {
      all.forEachRemaining(entry -> found.add(entry.value));
    }
    return found;
  }

  /// Every evaluation that still has items without an answer and is not closed.
  List<Progress> running() {
    return all().stream().filter(one -> one.getState() == ProgressState.RUNNING).toList();
  }

  /// Sends the newest progress of every evaluation that changed; a report replaces the one before.
  void report() {
    var changed = new ArrayList<String>();
    try (KeyValueIterator<String, Integer> all = unreported.all()) {
      all.forEachRemaining(entry -> changed.add(entry.key));
    }
    for (String evaluation : changed) {
      Progress row = progress.get(evaluation);
      sink.send(evaluation + "/" + row.getPartition(), row);
      unreported.delete(evaluation);
    }
  }
}
