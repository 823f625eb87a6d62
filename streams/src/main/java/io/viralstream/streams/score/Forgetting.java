package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Progress;
import io.viralstream.streams.flow.TopologyBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Takes out which answers counted, so long after an evaluation's end that none should come.
///
/// First the evaluation is marked, in the same transaction as the first chunk: from then on a late
/// answer is counted and does not score, so that no item can be scored twice.
final class Forgetting {
  private static final String STORE = "evaluations-being-forgotten";
  private static final int CHUNK = 2_000;

  private final ProcessorContext<String, SpecificRecord> context;
  private final AnswerScoring scoring;
  private final ProgressStore progressStore;
  private final Duration remembered;

  /// Evaluations that are marked and still have counted answers; the value says nothing.
  private final KeyValueStore<String, Integer> marked;

  Forgetting(
      ProcessorContext<String, SpecificRecord> context,
      AnswerScoring scoring,
      Duration remembered) {
    this.context = context;
    this.scoring = scoring;
    this.remembered = remembered;
    progressStore = new ProgressStore(context);
    marked = context.getStateStore(STORE);
  }

  static void addStores(TopologyBuilder builder, String... steps) {
    builder.small(STORE, Serdes.Integer(), steps);
  }

  /// Marks what ended long ago.
  void look() {
    var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    for (Progress progress : progressStore.all()) {
      boolean over =
          ProgressCounts.closedAt(progress)
              .filter(closed -> !closed.plus(remembered).isAfter(now))
              .isPresent();
      if (!over || progress.getForgotten()) continue;
      progressStore.put(ProgressCounts.forget(progress, now));
      marked.put(progress.getEvaluation(), progress.getPartition());
    }
  }

  /// Takes out the next chunk of everything that is marked.
  void turn() {
    List<String> ids = new ArrayList<>();
    try (KeyValueIterator<String, Integer> all = marked.all()) {
      all.forEachRemaining(entry -> ids.add(entry.key));
    }
    for (String id : ids) {
      if (!scoring.forget(id, CHUNK)) marked.delete(id);
    }
  }
}
