package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.gateway.catalogue.ModelNames;
import io.viralstream.gateway.catalogue.ModelVersion;
import io.viralstream.gateway.kafka.Transactions;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Requester;
import io.viralstream.scoring.AskedEvaluation;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Asks for evaluations and cancels them.
///
/// The same question is the same evaluation: asked again it changes nothing while it runs or is
/// complete, and opens another round where it was cancelled or given up. What the watch skipped is
/// asked as if it had never been there. Blocks: not for the event loop.
public final class EvaluationRequests {
  private final Catalogue catalogue;
  private final ModelNames models;
  private final EvaluationLog log;
  private final Clock clock;

  /// @param patience how long a written evaluation may take to come round
  public EvaluationRequests(
      Catalogue catalogue,
      ModelNames models,
      Transactions transactions,
      Clock clock,
      Duration patience) {
    this.catalogue = catalogue;
    this.models = models;
    this.log = new EvaluationLog(catalogue, transactions, patience);
    this.clock = clock;
  }

  EvaluationStatus ask(EvaluationRequest request) {
    catalogue.requireWhole();
    Benchmark benchmark = benchmark(catalogue, request.benchmark());
    ModelVersion model =
        request
            .arm()
            .map(arm -> models.newest("arm", arm))
            .orElseGet(() -> models.resolve("model", request.model()));
    Evaluation wanted = evaluation(request, benchmark, model);
    return catalogue
        .evaluation(wanted.getId())
        .map(known -> again(known, wanted))
        .orElseGet(() -> log.write(wanted));
  }

  Optional<EvaluationStatus> cancel(String id) {
    catalogue.requireWhole();
    return catalogue.evaluation(id).map(this::cancel);
  }

  private EvaluationStatus cancel(EvaluationStatus known) {
    return switch (known.state()) {
      case WAITING, RUNNING, FAILED, INCOMPLETE ->
          log.write(
              Evaluation.newBuilder(known.evaluation())
                  .setState(EvaluationState.CANCELLED)
                  .setAt(clock.instant())
                  .build());
      case CANCELLED, SUPERSEDED -> known;
      case COMPLETE ->
          throw Problem.of(ProblemKind.CONFLICT, "the evaluation is complete").exception();
    };
  }

  private EvaluationStatus again(EvaluationStatus known, Evaluation wanted) {
    return switch (known.state()) {
      case WAITING, RUNNING, COMPLETE -> known;
      case SUPERSEDED -> log.write(wanted);
      case CANCELLED, FAILED, INCOMPLETE ->
          log.reopen(
              known, wanted, "ask with another maxTokens or batch, which is another evaluation");
    };
  }

  /// The version that a reference means: a bare name means the newest that is listed.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException naming the field `benchmark`
  static Benchmark benchmark(Catalogue catalogue, VersionName.Reference reference) {
    return reference
        .version()
        .map(version -> catalogue.benchmark(reference.name(), version))
        .orElseGet(() -> catalogue.newestBenchmark(reference.name()))
        .orElseThrow(() ->
            Problem.at(
                    "benchmark", ProblemKind.INVALID, "benchmark: no sealed version of this name")
                .exception());
  }

  private Evaluation evaluation(
      EvaluationRequest request, Benchmark benchmark, ModelVersion model) {
    var asked =
        new AskedEvaluation(
            benchmark, model.name(), model.arm(), request.decoding(), request.execution());
    return asked.by(Requester.CLIENT, clock.instant());
  }
}
