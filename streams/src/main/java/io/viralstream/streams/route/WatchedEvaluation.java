package io.viralstream.streams.route;

import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.Requester;
import io.viralstream.scoring.AskedEvaluation;
import java.time.Instant;

/// The evaluation of a checkpoint on a watched benchmark: as trained, greedy, short answers.
final class WatchedEvaluation {
  private static final int MAX_TOKENS = 16;
  private static final double GREEDY = 0.0;

  private WatchedEvaluation() {}

  static Evaluation of(Checkpoint checkpoint, Benchmark benchmark, Instant now) {
    var decoding = new Decoding(MAX_TOKENS, GREEDY);
    var asTheWorkerLikes = new Execution(0, "auto", false);
    var asked =
        new AskedEvaluation(
            benchmark,
            checkpoint.getModelVersion(),
            checkpoint.getArm(),
            decoding,
            asTheWorkerLikes);
    return asked.by(Requester.WATCH, now);
  }
}
