package io.viralstream.streams.score;

import static io.viralstream.streams.flow.EvaluationChange.benchmarkOf;

import io.viralstream.schemas.DeadLetters;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.streams.flow.BenchmarkItemStore;
import io.viralstream.streams.flow.ItemQuestion;
import io.viralstream.streams.flow.TopicSink;
import io.viralstream.streams.flow.TopologyBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks again for the items of an evaluation that have no answer, and closes one that stays
/// unanswered.
///
/// Which items those are is known here and nowhere else, so the questions go straight to
/// `infer-tasks`: in bounded chunks, with the cursor stored in the transaction that asks.
final class MissingAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(MissingAnswers.class);

  /// Evaluation id to the id of the item that was looked at last.
  private static final String CURSORS = "recall-cursors";

  /// Evaluation id to the offset of the record that opened it: where its dead letter happened.
  private static final String PLACES = "evaluation-places";

  private static final String BEGINNING = "";

  /// A closing names a few of the missing items, and looks for them among so many.
  private static final int NAMED = 8;

  private static final int LOOKED_THROUGH = 20_000;

  private final ProcessorContext<String, SpecificRecord> context;
  private final AvroSerde<Evaluation> serde;
  private final AnswerScoring scoring;
  private final ProgressStore progressStore;
  private final BenchmarkItemStore benchmarkItems;
  private final TopicSink<InferTask> tasks;
  private final TopicSink<DeadLetter> letters;
  private final KeyValueStore<String, String> cursors;
  private final KeyValueStore<String, Long> places;

  MissingAnswers(
      ProcessorContext<String, SpecificRecord> context,
      AvroSerde<Evaluation> serde,
      AnswerScoring scoring) {
    this.context = context;
    this.serde = serde;
    this.scoring = scoring;
    progressStore = new ProgressStore(context);
    benchmarkItems = BenchmarkItemStore.in(context);
    tasks = TopicSink.to(Topics.INFER_TASKS, context);
    letters = TopicSink.to(Topics.DEAD_LETTERS, context);
    cursors = context.getStateStore(CURSORS);
    places = context.getStateStore(PLACES);
  }

  static void addStores(TopologyBuilder builder, String... steps) {
    builder.small(CURSORS, Serdes.String(), steps).small(PLACES, Serdes.Long(), steps);
  }

  /// The router asks everything once, in round 0; a later round is for what is still missing.
  ///
  /// @param offset of the record in this partition of `evaluations`
  void opened(Evaluation evaluation, long offset) {
    places.put(evaluation.getId(), offset);
    if (evaluation.getRound() > 0 && evaluation.getRecording().isEmpty())
      cursors.put(evaluation.getId(), BEGINNING);
  }

  /// Asks again for, or closes, what had no answer for too long.
  void look(ReaskPolicy patience) {
    for (Progress progress : progressStore.running()) {
      if (isRecorded(progress)) closeSilent(progress, patience);
      else decide(progress, patience);
    }
  }

  private boolean isRecorded(Progress progress) {
    return scoring
        .evaluation(progress.getEvaluation())
        .flatMap(Evaluation::getRecording)
        .isPresent();
  }

  private void closeSilent(Progress progress, ReaskPolicy patience) {
    switch (patience.decideRecorded(progress, now())) {
      case WAIT, ASK -> {}
      case CLOSE -> {
        progressStore.put(ProgressCounts.closeRecorded(progress, now()));
        LOG.warn(
            "recorded evaluation closed as incomplete id={} partition={} missing={}",
            progress.getEvaluation(),
            progress.getPartition(),
            progress.getMissing());
      }
    }
  }

  private void decide(Progress progress, ReaskPolicy patience) {
    switch (patience.decide(progress, now())) {
      case WAIT -> {}
      case ASK -> again(progress);
      case CLOSE -> close(progress);
    }
  }

  /// Asks the next chunk of everything that is being asked again.
  void turn(int chunk) {
    Map<String, String> open = new LinkedHashMap<>();
    try (KeyValueIterator<String, String> entries = cursors.all()) {
      entries.forEachRemaining(entry -> open.put(entry.key, entry.value));
    }
    open.forEach((id, cursor) -> ask(id, cursor, chunk));
  }

  private void again(Progress progress) {
    progressStore.put(ProgressCounts.askAgain(progress, now()));
    cursors.put(progress.getEvaluation(), BEGINNING);
    LOG.info(
        "evaluation asks again id={} partition={} missing={} asking={}",
        progress.getEvaluation(),
        progress.getPartition(),
        progress.getMissing(),
        progress.getAskings() + 1);
  }

  private void ask(String id, String cursor, int chunk) {
    Evaluation evaluation = scoring.evaluation(id).orElseThrow();
    Optional<Progress> progress = progressStore.of(id);
    if (progress.isEmpty() || !benchmarkItems.complete(benchmarkOf(evaluation))) return;
    if (progress.get().getState() != ProgressState.RUNNING) {
      cursors.delete(id);
      return;
    }
    int attempt = evaluation.getRound() + progress.get().getAskings();
    List<BenchmarkItem> items = benchmarkItems.itemsAfter(benchmarkOf(evaluation), cursor, chunk);
    for (BenchmarkItem item : missing(evaluation, items))
      tasks.send(item.getId(), ItemQuestion.of(evaluation, item, attempt, now()));
    if (items.size() == chunk) cursors.put(id, items.getLast().getId());
    else cursors.delete(id);
  }

  private void close(Progress progress) {
    Evaluation evaluation = scoring.evaluation(progress.getEvaluation()).orElseThrow();
    DeadLetter letter = letter(evaluation, progress);
    letters.send(letter.getId(), letter);
    progressStore.put(ProgressCounts.close(progress, now()));
    cursors.delete(evaluation.getId());
    LOG.warn(
        "evaluation closed as failed id={} partition={} unanswered={}",
        evaluation.getId(),
        progress.getPartition(),
        progress.getMissing());
  }

  private DeadLetter letter(Evaluation evaluation, Progress progress) {
    long offset = Optional.ofNullable(places.get(evaluation.getId())).orElse(-1L);
    return DeadLetters.of(
        Step.SCORE,
        Optional.empty(),
        Category.UNANSWERED,
        reason(evaluation, progress),
        new Origin(Topics.EVALUATIONS.name(), progress.getPartition(), offset),
        evaluation.getId().getBytes(StandardCharsets.UTF_8),
        serde.toBytes(Topics.EVALUATIONS.name(), evaluation),
        new RecordHeaders(),
        now());
  }

  private String reason(Evaluation evaluation, Progress progress) {
    List<BenchmarkItem> items =
        benchmarkItems.itemsAfter(benchmarkOf(evaluation), BEGINNING, LOOKED_THROUGH);
    String named =
        missing(evaluation, items).stream()
            .limit(NAMED)
            .map(item -> item.getCategory() + "/" + item.getSourceId())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d of %d items have no answer after asking again %d times; ask for the evaluation again to go on; missing: %s%s",
        progress.getMissing(),
        progress.getItems(),
        progress.getAskings(),
        named,
        progress.getMissing() > NAMED ? ", …" : "");
  }

  private List<BenchmarkItem> missing(Evaluation evaluation, List<BenchmarkItem> items) {
    return items.stream().filter(item -> !scoring.isAnswered(evaluation, item)).toList();
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
