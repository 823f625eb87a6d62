package io.viralstream.streams.score;

import static io.viralstream.streams.flow.EvaluationChange.benchmarkOf;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.GroupScore;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.Score;
import io.viralstream.scoring.parse.SynonymTable;
import io.viralstream.streams.flow.BenchmarkItemStore;
import io.viralstream.streams.flow.EvaluationChange;
import io.viralstream.streams.flow.TopicSink;
import io.viralstream.streams.flow.TopologyBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Where answers, items and evaluations of one partition meet; whichever comes last gives the
/// score.
///
/// A plain join of a stream with a table would drop an answer that is ahead of its truth, and would
/// count it twice when a worker answers twice. Here an answer is counted only when its evaluation,
/// the seal of its benchmark and its item are all known; until then the caller keeps it.
final class AnswerScoring {
  private static final String EVALUATIONS = "evaluations";

  /// `evaluation/item` to the answer that counts.
  private static final String FIRSTS = "first-answers";

  private final ProcessorContext<String, SpecificRecord> context;
  private final TopicSink<Score> scores;
  private final TopicSink<GroupScore> groupScores;
  private final BenchmarkItemStore benchmarkItems;
  private final ProgressStore progressStore;
  private final KeyValueStore<String, Evaluation> evaluations;
  private final KeyValueStore<String, CountedAnswer> firsts;
  private String synonymText = "";
  private SynonymTable synonymTable = SynonymTable.NONE;

  AnswerScoring(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    scores = TopicSink.to(Topics.SCORES, context);
    groupScores = TopicSink.to(Topics.GROUP_SCORES, context);
    benchmarkItems = BenchmarkItemStore.in(context);
    progressStore = new ProgressStore(context);
    evaluations = context.getStateStore(EVALUATIONS);
    firsts = context.getStateStore(FIRSTS);
  }

  static void addStores(TopologyBuilder builder, String... steps) {
    BenchmarkItemStore.addStores(builder, steps);
    ProgressStore.addStores(builder, steps);
    builder
        .small(EVALUATIONS, builder.stored(Topics.EVALUATIONS), steps)
        .large(FIRSTS, CountedAnswer.serde(), steps);
  }

  /// Counts an answer to an evaluation's question and scores it where it is the first.
  ///
  /// @return what is still missing, in words, and then nothing was done; empty where it was counted
  Optional<String> score(Answer answer, Origin origin) {
    String id = answer.getEvaluation().orElseThrow();
    Optional<Evaluation> evaluation = evaluation(id);
    if (evaluation.isEmpty()) return Optional.of("no evaluation " + id);
    Optional<Progress> progress = progressStore.of(id);
    if (progress.isEmpty())
      return Optional.of("benchmark " + benchmarkOf(evaluation.get()) + " is not sealed");
    Optional<BenchmarkItem> item = benchmarkItems.item(answer.getId());
    if (item.isEmpty()) return Optional.of("no item " + answer.getId());
    AnswerOutcome outcome =
        count(evaluation.get(), item.get(), answer, origin, progress.get().getForgotten());
    if (outcome != AnswerOutcome.REPEATED)
      progressStore.put(ProgressCounts.count(progress.get(), outcome, now()));
    return Optional.empty();
  }

  private AnswerOutcome count(
      Evaluation evaluation, BenchmarkItem item, Answer answer, Origin origin, boolean forgotten) {
    String key = key(evaluation, item);
    var next = CountedAnswer.of(answer);
    var outcome =
        AnswerOutcome.of(evaluation, forgotten, Optional.ofNullable(firsts.get(key)), next);
    switch (outcome) {
      case SCORED, RECOVERED -> {
        sendScores(evaluation, item, answer, origin);
        firsts.put(key, next);
      }
      case FAILED -> firsts.put(key, next);
      case CONFLICT, LATE, REPEATED -> {}
    }
    return outcome;
  }

  private static String key(Evaluation evaluation, BenchmarkItem item) {
    return evaluation.getId() + "/" + item.getId();
  }

  private void sendScores(Evaluation evaluation, BenchmarkItem item, Answer answer, Origin origin) {
    for (Score row : ScoreRow.all(evaluation, synonyms(evaluation), item, answer, origin, now())) {
      scores.send(item.getId(), row);
      for (GroupScore part : GroupParts.of(row)) groupScores.send(GroupParts.key(part), part);
    }
  }

  /// Parsed once for the answers that follow one another; they have one rule and one table.
  private SynonymTable synonyms(Evaluation evaluation) {
    String text = evaluation.getSynonyms().orElse("");
    if (!text.equals(synonymText)) {
      synonymText = text;
      synonymTable = SynonymTable.of(text);
    }
    return synonymTable;
  }

  /// Ends a round of recorded answers; an earlier round's end says nothing about this one.
  ///
  /// @return what is still missing, in words, and then nothing was done
  Optional<String> close(Answer close) {
    String id = close.getEvaluation().orElseThrow();
    Optional<Evaluation> evaluation = evaluation(id);
    if (evaluation.isEmpty() || evaluation.get().getRound() < close.getAttempt())
      return Optional.of("no evaluation " + id + " in round " + close.getAttempt());
    Optional<Progress> progress = progressStore.of(id);
    if (progress.isEmpty())
      return Optional.of("benchmark " + benchmarkOf(evaluation.get()) + " is not sealed");
    if (evaluation.get().getRound() == close.getAttempt())
      progressStore.put(ProgressCounts.closeRecorded(progress.get(), now()));
    return Optional.empty();
  }

  /// Takes out so many counted answers of an evaluation.
  ///
  /// @return whether there may be more
  boolean forget(String evaluation, int most) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, CountedAnswer> counted =
        firsts.prefixScan(evaluation + "/", new StringSerializer())) {
      while (counted.hasNext() && keys.size() < most) keys.add(counted.next().key);
    }
    keys.forEach(firsts::delete);
    return keys.size() == most;
  }

  Optional<Evaluation> evaluation(String id) {
    return Optional.ofNullable(evaluations.get(id));
  }

  /// Whether an answer to this item was counted, be it that a worker gave it up.
  boolean isAnswered(Evaluation evaluation, BenchmarkItem item) {
    return firsts.get(key(evaluation, item)) != null;
  }

  /// @return what the record changed; answers that wait may count now where it changed anything
  EvaluationChange change(Evaluation next) {
    Optional<Evaluation> known = evaluation(next.getId());
    var change = EvaluationChange.of(known, next);
    if (change == EvaluationChange.NONE) return change;
    evaluations.put(next.getId(), next);
    progressStore
        .of(next.getId())
        .ifPresentOrElse(
            progress -> progressStore.put(ProgressCounts.change(progress, next, now())),
            () -> open(next));
    return change;
  }

  /// Evaluations that were asked before their benchmark's seal came begin here.
  void sealed(String benchmark) {
    List<Evaluation> opening = new ArrayList<>();
    try (KeyValueIterator<String, Evaluation> all = evaluations.all()) {
      all.forEachRemaining(entry -> opening.add(entry.value));
    }
    opening.stream()
        .filter(evaluation -> benchmarkOf(evaluation).equals(benchmark))
        .filter(evaluation -> progressStore.of(evaluation.getId()).isEmpty())
        .forEach(this::open);
  }

  private void open(Evaluation evaluation) {
    int partition = context.taskId().partition();
    benchmarkItems
        .seal(benchmarkOf(evaluation))
        .ifPresent(
            seal -> progressStore.put(ProgressCounts.open(evaluation, seal, partition, now())));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
