package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.batch.Intake.Arrival;
import io.viralstream.gateway.batch.Intake.Sent;
import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.gateway.evaluations.RecordedRequest.Source;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.Outbox;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Recording;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.RecordedAnswers;
import io.viralstream.scoring.RecordedEvaluation;
import io.viralstream.scoring.Variant;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// Evaluations of answers that were given elsewhere: opens them, takes their answers, closes them.
///
/// The same run of the same model is the same evaluation: opened again while it is open or complete
/// it changes nothing, and goes on in another round where it was closed too early or cancelled.
/// Answers may come more than once and in any order. Blocks: not for the event loop.
public final class RecordedEvaluations {
  private static final int ITEM = 200;

  private final Catalogue catalogue;
  private final BiPredicate<VersionName, String> items;
  private final EvaluationLog log;
  private final Outbox outbox;
  private final Clock clock;
  private final int answerLength;

  /// @param items whether a sealed version has an item of this id
  /// @param answerLength characters of one answer
  public RecordedEvaluations(
      Catalogue catalogue,
      BiPredicate<VersionName, String> items,
      EvaluationLog log,
      Outbox outbox,
      Clock clock,
      int answerLength) {
    this.catalogue = catalogue;
    this.items = items;
    this.log = log;
    this.outbox = outbox;
    this.clock = clock;
    this.answerLength = answerLength;
  }

  EvaluationStatus open(RecordedRequest request) {
    catalogue.requireWhole();
    Benchmark benchmark = EvaluationRequests.benchmark(catalogue, request.benchmark());
    demandVariants(benchmark, request);
    Evaluation wanted = evaluation(benchmark, request).by(clock.instant());
    return catalogue
        .evaluation(wanted.getId())
        .map(known -> again(known, wanted))
        .orElseGet(() -> log.write(wanted));
  }

  private EvaluationStatus again(EvaluationStatus known, Evaluation wanted) {
    return switch (known.state()) {
      case WAITING, RUNNING -> known;
      case COMPLETE -> {
        log.demandRemembered(known);
        yield known;
      }
      case SUPERSEDED, CANCELLED, FAILED, INCOMPLETE -> log.again(known, wanted);
    };
  }

  private RecordedEvaluation evaluation(Benchmark benchmark, RecordedRequest request) {
    return switch (request.source()) {
      case Source.File(var model) ->
          RecordedEvaluation.ofFile(benchmark, model, recording(request, Optional.empty()));
      case Source.Rescored(var id) -> rescored(benchmark, request, id);
    };
  }

  private RecordedEvaluation rescored(Benchmark benchmark, RecordedRequest request, String id) {
    Evaluation first = found(id, "recorded.rescored").evaluation();
    if (!first.getBenchmark().equals(benchmark.getName()))
      throw invalid("benchmark", "the evaluation is of " + first.getBenchmark());
    return new RecordedEvaluation(
        benchmark,
        first.getModelVersion(),
        first.getArm(),
        first.getPrompt(),
        first.getDecoding(),
        recording(request, Optional.of(id)));
  }

  private static Recording recording(RecordedRequest request, Optional<String> rescored) {
    return Recording.newBuilder()
        .setRun(request.run())
        .setVariants(request.variants())
        .setRescored(rescored.orElse(null))
        .setTruthFromAnswers(request.truthFromAnswers())
        .build();
  }

  private static void demandVariants(Benchmark benchmark, RecordedRequest request) {
    BenchmarkRule rule =
        BenchmarkRule.of(benchmark.getRule())
            .orElseThrow(() -> invalid("benchmark", "its rule is not known to this gateway"));
    for (String name : request.variants()) {
      if (rule.variant(name).isEmpty())
        throw invalid(
            "recorded.variants",
            "rule "
                + rule.text()
                + " has no variant "
                + name
                + ", expected one of "
                + rule.variants().stream().map(Variant::name).collect(Collectors.joining(", ")));
    }
  }

  /// The evaluation that answers are sent to.
  ///
  /// @throws ProblemException where there is none, or it takes no answers
  Evaluation taking(String id) {
    catalogue.requireWhole();
    EvaluationStatus status = recorded(id);
    switch (status.state()) {
      case WAITING, RUNNING -> {}
      case COMPLETE -> log.demandRemembered(status);
      case CANCELLED, FAILED, INCOMPLETE, SUPERSEDED ->
          throw conflict("the evaluation is closed; open it again with POST /v1/evaluations");
    }
    return status.evaluation();
  }

  /// One answer: `{"item", "answer"}`.
  Arrival receive(Evaluation evaluation, Field document) {
    Field field = document.required("item");
    String item = field.text(ITEM);
    String text = document.required("answer").verbatim(answerLength);
    var version = new VersionName(evaluation.getBenchmark(), evaluation.getVersion());
    if (!items.test(version, item)) throw field.invalid("is no item of the benchmark version");
    return () ->
        new Sent(
            item,
            Optional.empty(),
            outbox.send(
                Topics.ANSWERS,
                item,
                RecordedAnswers.answer(evaluation, item, text, clock.instant())));
  }

  /// Ends the round; what has no answer is missing then.
  EvaluationStatus close(String id) {
    catalogue.requireWhole();
    EvaluationStatus status = recorded(id);
    if (!status.state().closed()) log.close(status.evaluation());
    return catalogue.evaluation(id).orElse(status);
  }

  private EvaluationStatus recorded(String id) {
    EvaluationStatus status =
        catalogue.evaluation(id).orElseThrow(() -> GetEvaluation.unknown().exception());
    if (status.evaluation().getRecording().isEmpty())
      throw conflict("the evaluation is asked of a model and takes no recorded answers");
    return status;
  }

  private EvaluationStatus found(String id, String field) {
    return catalogue.evaluation(id).orElseThrow(() -> invalid(field, "no evaluation has this id"));
  }

  private static ProblemException conflict(String detail) {
    return Problem.at("id", ProblemKind.CONFLICT, "id: " + detail).exception();
  }

  private static ProblemException invalid(String field, String detail) {
    return Problem.at(field, ProblemKind.INVALID, field + ": " + detail).exception();
  }
}
