package io.viralstream.streams.route;

import io.viralstream.schemas.EvaluationId;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.Requester;
import java.time.Instant;

/// The evaluation of a checkpoint on a watched benchmark: as trained, greedy, short answers.
final class WatchedEvaluation {
  private static final String PROMPT = "trained";
  private static final int MAX_TOKENS = 16;
  private static final double GREEDY = 0.0;
  private static final Execution AS_THE_WORKER_LIKES = new Execution(0, "auto");

  private WatchedEvaluation() {}

  static Evaluation of(Checkpoint checkpoint, Benchmark benchmark, Instant now) {
    var decoding = new Decoding(MAX_TOKENS, GREEDY);
    String id =
        EvaluationId.of(
            benchmark.getName(),
            benchmark.getVersion(),
            checkpoint.getModelVersion(),
            PROMPT,
            decoding,
            AS_THE_WORKER_LIKES,
            benchmark.getRule());
    return Evaluation.newBuilder()
        .setId(id)
        .setBenchmark(benchmark.getName())
        .setVersion(benchmark.getVersion())
        .setItems(benchmark.getItems())
        .setModelVersion(checkpoint.getModelVersion())
        .setArm(checkpoint.getArm())
        .setPrompt(PROMPT)
        .setDecoding(decoding)
        .setExecution(AS_THE_WORKER_LIKES)
        .setRule(benchmark.getRule())
        .setState(EvaluationState.ASKED)
        .setRequester(Requester.WATCH)
        .setRound(0)
        .setAt(now)
        .build();
  }
}
