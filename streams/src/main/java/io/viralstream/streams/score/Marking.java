package io.viralstream.streams.score;

import static io.viralstream.streams.flow.EvaluationChange.benchmarkOf;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Score;
import io.viralstream.streams.flow.BenchmarkShelf;
import io.viralstream.streams.flow.EvaluationChange;
import io.viralstream.streams.flow.Outlet;
import io.viralstream.streams.flow.Wires;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/// Where answers, items and evaluations of one partition meet; whichever comes last gives the
/// score.
///
/// A plain join of a stream with a table would drop an answer that is ahead of its truth, and would
/// count it twice when a worker answers twice. Here an answer is counted only when its evaluation,
/// the seal of its benchmark and its item are all known; until then the caller keeps it.
final class Marking {
  private static final String EVALUATIONS = "evaluations";

  /// `evaluation/item` to the answer that counts.
  private static final String FIRSTS = "first-answers";

  private final ProcessorContext<String, SpecificRecord> context;
  private final Outlet<Score> scores;
  private final BenchmarkShelf shelf;
  private final Ledger ledger;
  private final KeyValueStore<String, Evaluation> evaluations;
  private final KeyValueStore<String, First> firsts;

  Marking(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    scores = Outlet.to(Topics.SCORES, context);
    shelf = BenchmarkShelf.in(context);
    ledger = new Ledger(context);
    evaluations = context.getStateStore(EVALUATIONS);
    firsts = context.getStateStore(FIRSTS);
  }

  static void wire(Wires wires, String... steps) {
    BenchmarkShelf.wire(wires, steps);
    Ledger.wire(wires, steps);
    wires
        .small(EVALUATIONS, wires.stored(Topics.EVALUATIONS), steps)
        .large(FIRSTS, First.serde(), steps);
  }

  /// Counts an answer to an evaluation's question and scores it where it is the first.
  ///
  /// @return what is still missing, in words, and then nothing was done; empty where it was counted
  Optional<String> mark(Answer answer, Origin origin) {
    var id = answer.getEvaluation().orElseThrow();
    var evaluation = evaluation(id);
    if (evaluation.isEmpty()) return Optional.of("no evaluation " + id);
    if (ledger.of(id).isEmpty())
      return Optional.of("benchmark " + benchmarkOf(evaluation.get()) + " is not sealed");
    var item = shelf.item(answer.getId());
    if (item.isEmpty()) return Optional.of("no item " + answer.getId());
    count(evaluation.get(), item.get(), answer, origin);
    return Optional.empty();
  }

  private void count(Evaluation evaluation, BenchmarkItem item, Answer answer, Origin origin) {
    var key = key(evaluation, item);
    var next = First.of(answer);
    var verdict = Verdict.of(evaluation, Optional.ofNullable(firsts.get(key)), next);
    switch (verdict) {
      case SCORED, RECOVERED -> {
        score(evaluation, item, answer, origin);
        firsts.put(key, next);
      }
      case FAILED -> firsts.put(key, next);
      case CONFLICT, LATE -> {}
      case REPEATED -> {
        return;
      }
    }
    var progress = ledger.of(evaluation.getId()).orElseThrow();
    ledger.put(Tally.count(progress, verdict, now()));
  }

  private static String key(Evaluation evaluation, BenchmarkItem item) {
    return evaluation.getId() + "/" + item.getId();
  }

  private void score(Evaluation evaluation, BenchmarkItem item, Answer answer, Origin origin) {
    for (var scorer : Scorer.of(evaluation.getRule())) {
      var row = ScoreRow.of(evaluation, item, answer, scorer, origin, now());
      scores.send(item.getId(), row);
    }
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
    var known = evaluation(next.getId());
    var change = EvaluationChange.of(known, next);
    if (change == EvaluationChange.NONE) return change;
    evaluations.put(next.getId(), next);
    ledger
        .of(next.getId())
        .ifPresentOrElse(
            progress -> ledger.put(Tally.change(progress, next, now())), () -> open(next));
    return change;
  }

  /// Evaluations that were asked before their benchmark's seal came begin here.
  void sealed(String benchmark) {
    List<Evaluation> opening = new ArrayList<>();
    try (var all = evaluations.all()) {
      all.forEachRemaining(entry -> opening.add(entry.value));
    }
    opening.stream()
        .filter(evaluation -> benchmarkOf(evaluation).equals(benchmark))
        .filter(evaluation -> ledger.of(evaluation.getId()).isEmpty())
        .forEach(this::open);
  }

  private void open(Evaluation evaluation) {
    int partition = context.taskId().partition();
    shelf
        .seal(benchmarkOf(evaluation))
        .ifPresent(seal -> ledger.put(Tally.open(evaluation, seal, partition, now())));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
