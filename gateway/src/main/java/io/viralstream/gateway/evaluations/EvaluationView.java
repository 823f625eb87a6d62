package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.schemas.avro.Evaluation;
import java.util.Locale;

/// An evaluation and how far it is.
public record EvaluationView(
    String id,
    String benchmark,
    String version,
    String model,
    String arm,
    String state,
    int items,
    int scored,
    int failed,
    int missing,
    int conflicts) {
  public static EvaluationView of(EvaluationStatus status) {
    Evaluation evaluation = status.evaluation();
    return new EvaluationView(
        evaluation.getId(),
        evaluation.getBenchmark(),
        evaluation.getVersion(),
        evaluation.getModelVersion(),
        evaluation.getArm(),
        status.state().name().toLowerCase(Locale.ROOT),
        evaluation.getItems(),
        status.scored(),
        status.failed(),
        status.missing(),
        status.conflicts());
  }
}
