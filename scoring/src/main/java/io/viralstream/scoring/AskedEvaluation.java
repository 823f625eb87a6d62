package io.viralstream.scoring;

import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.Requester;
import java.time.Instant;

/// An evaluation as it is asked for the first time: of a model version on a sealed benchmark, with
/// the prompt that the model was trained with.
///
/// @param decoding how answers are chosen
/// @param execution what the worker is to compute with
public record AskedEvaluation(
    Benchmark benchmark, String modelVersion, String arm, Decoding decoding, Execution execution) {
  private static final String PROMPT = "trained";

  /// Its record in round 0.
  public Evaluation by(Requester requester, Instant now) {
    return Evaluation.newBuilder()
        .setId(id())
        .setBenchmark(benchmark.getName())
        .setVersion(benchmark.getVersion())
        .setItems(benchmark.getItems())
        .setModelVersion(modelVersion)
        .setArm(arm)
        .setPrompt(PROMPT)
        .setDecoding(decoding)
        .setExecution(execution)
        .setRule(benchmark.getRule())
        .setState(EvaluationState.ASKED)
        .setRequester(requester)
        .setRound(0)
        .setSynonyms(benchmark.getSynonyms().orElse(null))
        .setAt(now)
        .build();
  }

  private String id() {
    return EvaluationId.of(
        benchmark.getName(),
        benchmark.getVersion(),
        modelVersion,
        PROMPT,
        decoding,
        execution,
        benchmark.getRule());
  }
}
