package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import java.time.Duration;
import java.time.Instant;

/// How long an evaluation goes without an answer before its missing questions are asked again, and
/// when it is closed.
///
/// With a limit of ten minutes and three askings, an evaluation that nobody answers asks again
/// after 10, 30 and 70 minutes and is closed after 150; every answer begins the wait anew.
///
/// @param limit the first wait; each asking doubles it
/// @param askings how often an evaluation asks again
/// @param since when this scorer began to listen; silence while it was down does not count
record ReaskPolicy(Duration limit, int askings, Instant since) {

  /// What to do with an evaluation now.
  enum Decision {
    WAIT,
    ASK,
    CLOSE
  }

  Decision decide(Progress progress, Instant now) {
    if (progress.getState() != ProgressState.RUNNING) return Decision.WAIT;
    Instant heard = progress.getAt().isAfter(since) ? progress.getAt() : since;
    if (heard.plus(limit.multipliedBy(1L << progress.getAskings())).isAfter(now))
      return Decision.WAIT;
    return progress.getAskings() < askings ? Decision.ASK : Decision.CLOSE;
  }
}
