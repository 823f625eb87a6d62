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
/// @param recordedSilence how long recorded answers stay away before their evaluation is closed
/// @param since when this scorer began to listen; silence while it was down does not count
record ReaskPolicy(Duration limit, int askings, Duration recordedSilence, Instant since) {

  /// What to do with an evaluation now.
  enum Decision {
    WAIT,
    ASK,
    CLOSE
  }

  /// What to do with an evaluation whose answers were given elsewhere: nobody can be asked again.
  Decision decideRecorded(Progress progress, Instant now) {
    boolean silent = !heard(progress).plus(recordedSilence).isAfter(now);
    return progress.getState() == ProgressState.RUNNING && silent ? Decision.CLOSE : Decision.WAIT;
  }

  Decision decide(Progress progress, Instant now) {
    if (progress.getState() != ProgressState.RUNNING) return Decision.WAIT;
    if (heard(progress).plus(limit.multipliedBy(1L << progress.getAskings())).isAfter(now))
      return Decision.WAIT;
    return progress.getAskings() < askings ? Decision.ASK : Decision.CLOSE;
  }

  private Instant heard(Progress progress) {
    return progress.getAt().isAfter(since) ? progress.getAt() : since;
  }
}
