package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.gateway.evaluations.RecordedRequest.AnswersFile;
import io.viralstream.gateway.evaluations.RecordedRequest.Rescored;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.Transactions;
import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Recording;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.RecordedAnswers;
import io.viralstream.scoring.RecordedEvaluation;
import io.viralstream.scoring.Variant;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Opens evaluations of answers that were given elsewhere, and closes them.
///
/// The same answers of the same run are the same evaluation: opened again it changes nothing while
/// it is open or complete, and begins another round where it was closed with items missing or
/// cancelled. Blocks: not for the event loop.
public final class RecordedEvaluations {
  private static final String REMEDY = "send the answers under another run";

  private final Catalogue catalogue;
  private final Transactions transactions;
  private final EvaluationLog log;
  private final Clock clock;

  /// @param patience how long a written evaluation may take to come round
  public RecordedEvaluations(
      Catalogue catalogue, Transactions transactions, Clock clock, Duration patience) {
    this.catalogue = catalogue;
    this.transactions = transactions;
    this.log = new EvaluationLog(catalogue, transactions, patience);
    this.clock = clock;
  }

  EvaluationStatus open(RecordedRequest request) {
    catalogue.requireWhole();
    Benchmark benchmark = EvaluationRequests.benchmark(catalogue, request.benchmark());
    Evaluation wanted = evaluation(request, benchmark).by(clock.instant());
    return catalogue
        .evaluation(wanted.getId())
        .map(known -> again(known, wanted))
        .orElseGet(() -> log.write(wanted));
  }

  private EvaluationStatus again(EvaluationStatus known, Evaluation wanted) {
    return switch (known.state()) {
      case WAITING, RUNNING, COMPLETE -> known;
      case CANCELLED, FAILED, INCOMPLETE, SUPERSEDED -> log.reopen(known, wanted, REMEDY);
    };
  }

  private RecordedEvaluation evaluation(RecordedRequest request, Benchmark benchmark) {
    List<String> variants =
        request.variants().map(field -> variants(field, benchmark)).orElse(List.of());
    return switch (request.origin()) {
      case AnswersFile(String model, boolean truthFromAnswers) ->
          RecordedEvaluation.ofFile(
              benchmark, model, new Recording(request.run(), variants, null, truthFromAnswers));
      case Rescored(Field id) -> rescored(source(id), benchmark, request.run(), variants);
    };
  }

  private Evaluation source(Field id) {
    return catalogue
        .evaluation(id.text())
        .map(EvaluationStatus::evaluation)
        .orElseThrow(() -> id.invalid("no evaluation has this id"));
  }

  /// The same answers under another parser or truth. A truth that stood in their file alone still
  /// does where the version is the same.
  private static RecordedEvaluation rescored(
      Evaluation source, Benchmark benchmark, String run, List<String> variants) {
    boolean truthFromAnswers =
        source.getRecording().filter(Recording::getTruthFromAnswers).isPresent()
            && source.getVersion().equals(benchmark.getVersion());
    return new RecordedEvaluation(
        benchmark,
        source.getModelVersion(),
        source.getArm(),
        source.getPrompt(),
        source.getDecoding(),
        new Recording(run, variants, source.getId(), truthFromAnswers));
  }

  /// In the order of the rule, so that the order in which they are named makes no other evaluation.
  private static List<String> variants(Field field, Benchmark benchmark) {
    List<String> known =
        BenchmarkRule.of(benchmark.getRule()).stream()
            .flatMap(rule -> rule.variants().stream())
            .map(Variant::name)
            .toList();
    var named = new HashSet<String>();
    for (Field name : field.elements(1, Math.max(1, known.size()))) {
      if (!known.contains(name.text()))
        throw name.invalid("expected a variant of its rule: " + String.join(", ", known));
      if (!named.add(name.text())) throw name.invalid("is named twice");
    }
    return known.stream().filter(named::contains).toList();
  }

  /// An evaluation that answers may be sent to now.
  ///
  /// @throws ProblemException where there is none, or it takes none
  EvaluationStatus taking(String id) {
    EvaluationStatus known = recorded(id);
    if (known.forgotten()) throw EvaluationLog.forgotten(known, REMEDY).exception();
    return switch (known.state()) {
      case WAITING, RUNNING, COMPLETE -> known;
      case CANCELLED, FAILED, INCOMPLETE, SUPERSEDED ->
          throw conflict(
              "the evaluation is "
                  + known.state().name().toLowerCase(Locale.ROOT)
                  + ": open it again first");
    };
  }

  /// Says in every partition at once, behind all answers that were acknowledged, that no more come
  /// in this round.
  EvaluationStatus close(String id) {
    EvaluationStatus known = recorded(id);
    return switch (known.state()) {
      case WAITING, RUNNING -> close(known);
      case COMPLETE, CANCELLED, FAILED, INCOMPLETE, SUPERSEDED -> known;
    };
  }

  private EvaluationStatus close(EvaluationStatus known) {
    Answer close = RecordedAnswers.close(known.evaluation(), clock.instant());
    int partitions = transactions.partitions(Topics.ANSWERS);
    var entries = new ArrayList<Entry<?>>();
    for (int partition = 0; partition < partitions; partition++)
      entries.add(new Entry<>(Topics.ANSWERS, partition, known.evaluation().getId(), close));
    transactions.write(entries);
    return catalogue.evaluation(known.evaluation().getId()).orElse(known);
  }

  private EvaluationStatus recorded(String id) {
    catalogue.requireWhole();
    Optional<EvaluationStatus> known = catalogue.evaluation(id);
    EvaluationStatus status = known.orElseThrow(() -> GetEvaluation.unknown().exception());
    if (status.evaluation().getRecording().isEmpty())
      throw conflict("the evaluation is asked of workers, expected one of recorded answers");
    return status;
  }

  private static ProblemException conflict(String detail) {
    return Problem.of(ProblemKind.CONFLICT, detail).exception();
  }
}
