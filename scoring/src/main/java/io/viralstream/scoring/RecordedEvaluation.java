package io.viralstream.scoring;

import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.Recording;
import io.viralstream.schemas.avro.Requester;
import java.time.Instant;

/// An evaluation of answers that were given elsewhere, as it is opened for the first time.
///
/// @param model whose answers they are, as the client says it
/// @param prompt `recorded`, or that of the evaluation whose answers are scored again
/// @param decoding not known of a file; that of the evaluation whose answers are scored again
public record RecordedEvaluation(
    Benchmark benchmark,
    String model,
    String arm,
    String prompt,
    Decoding decoding,
    Recording recording) {
  /// The prompt and the arm of answers that come from a file.
  public static final String RECORDED = "recorded";

  /// Answers from a file: how they were asked for is not known.
  public static RecordedEvaluation ofFile(Benchmark benchmark, String model, Recording recording) {
    return new RecordedEvaluation(
        benchmark, model, RECORDED, RECORDED, new Decoding(0, 0.0), recording);
  }

  /// Its record in round 0.
  public Evaluation by(Instant now) {
    return Evaluation.newBuilder()
        .setId(EvaluationId.ofRecorded(benchmark, model, recording))
        .setBenchmark(benchmark.getName())
        .setVersion(benchmark.getVersion())
        .setItems(benchmark.getItems())
        .setModelVersion(model)
        .setArm(arm)
        .setPrompt(prompt)
        .setDecoding(decoding)
        .setExecution(new Execution(0, RECORDED, true))
        .setRule(benchmark.getRule())
        .setState(EvaluationState.RECORDED)
        .setRequester(Requester.CLIENT)
        .setRound(0)
        .setAt(now)
        .setRecording(recording)
        .setSynonyms(benchmark.getSynonyms().orElse(null))
        .build();
  }
}
