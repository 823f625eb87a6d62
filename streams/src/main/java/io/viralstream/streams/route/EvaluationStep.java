package io.viralstream.streams.route;

import static io.viralstream.streams.flow.EvaluationChange.benchmarkOf;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.streams.flow.BenchmarkItemStore;
import io.viralstream.streams.flow.EvaluationChange;
import io.viralstream.streams.flow.ItemQuestion;
import io.viralstream.streams.flow.TopicSink;
import io.viralstream.streams.flow.TopologyBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Step 2b: evaluations become questions, a chunk each turn, so that no transaction grows large.
///
/// With chunks of 200, a partition that holds 450 items asks 200, 200 and 50 in three turns.
/// Between them other records are handled, and a cancelling takes effect. The cursor is stored in
/// the same transaction as the questions, so after a kill the next turn goes on exactly behind the
/// last one. A later round asks for what is still missing, which the score knows and asks itself.
final class EvaluationStep implements Processor<String, Evaluation, String, SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluationStep.class);
  private static final String EVALUATIONS = "evaluations";

  /// Evaluation id to the id of the item that was asked last; an evaluation that has no entry is
  /// done or cancelled.
  private static final String CURSORS = "expansion-cursors";

  private static final String BEGINNING = "";

  private final Duration turn;
  private final int chunk;

  private ProcessorContext<String, SpecificRecord> context;
  private TopicSink<InferTask> tasks;
  private BenchmarkItemStore benchmarkItems;
  private KeyValueStore<String, Evaluation> evaluations;
  private KeyValueStore<String, String> cursors;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  EvaluationStep(Duration turn, int chunk) {
    this.turn = turn;
    this.chunk = chunk;
  }

  static void addStores(TopologyBuilder builder, String step) {
    builder
        .small(EVALUATIONS, builder.stored(Topics.EVALUATIONS), step)
        .small(CURSORS, Serdes.String(), step);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    tasks = TopicSink.to(Topics.INFER_TASKS, context);
    benchmarkItems = BenchmarkItemStore.in(context);
    evaluations = context.getStateStore(EVALUATIONS);
    cursors = context.getStateStore(CURSORS);
    context.schedule(turn, PunctuationType.WALL_CLOCK_TIME, time -> expand());
  }

  @Override
  public void process(Record<String, Evaluation> record) {
    if (record.value() == null) return; // a tombstone cancels nothing: CANCELLED does
    Evaluation next = record.value();
    String id = next.getId();
    switch (EvaluationChange.of(Optional.ofNullable(evaluations.get(id)), next)) {
      case OPENED -> {
        evaluations.put(id, next);
        if (next.getRound() == 0 && next.getRecording().isEmpty()) cursors.put(id, BEGINNING);
      }
      case CLOSED -> {
        evaluations.put(id, next);
        cursors.delete(id);
      }
      case NONE -> {}
    }
  }

  private void expand() {
    Map<String, String> open = new LinkedHashMap<>();
    try (KeyValueIterator<String, String> entries = cursors.all()) {
      entries.forEachRemaining(entry -> open.put(entry.key, entry.value));
    }
    open.forEach(this::expand);
  }

  private void expand(String id, String cursor) {
    Evaluation evaluation = evaluations.get(id);
    String benchmark = benchmarkOf(evaluation);
    if (!benchmarkItems.complete(benchmark)) return;
    List<BenchmarkItem> items = benchmarkItems.itemsAfter(benchmark, cursor, chunk);
    var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    items.forEach(item -> tasks.send(item.getId(), ItemQuestion.of(evaluation, item, 0, now)));
    if (items.size() == chunk) {
      cursors.put(id, items.getLast().getId());
      return;
    }
    cursors.delete(id);
    LOG.info(
        "evaluation expanded id={} partition={} items={}",
        id,
        context.taskId().partition(),
        benchmarkItems.held(benchmark));
  }
}
