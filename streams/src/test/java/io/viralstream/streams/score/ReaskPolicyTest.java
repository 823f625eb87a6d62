package io.viralstream.streams.score;

import static io.viralstream.streams.Examples.evaluation;
import static io.viralstream.streams.Examples.progress;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.streams.Flow;
import io.viralstream.streams.score.ReaskPolicy.Decision;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReaskPolicyTest {
  private static final ReaskPolicy POLICY =
      new ReaskPolicy(Duration.ofMinutes(10), 3, Duration.ofDays(1), Flow.START);

  @Test
  void waitsForTheLimitAndThenAsks() {
    assertEquals(Decision.WAIT, decide(0, 9));
    assertEquals(Decision.ASK, decide(0, 10));
  }

  @Test
  void eachAskingDoublesTheWait() {
    assertEquals(Decision.WAIT, decide(1, 19));
    assertEquals(Decision.ASK, decide(1, 20));
    assertEquals(Decision.WAIT, decide(2, 39));
    assertEquals(Decision.ASK, decide(2, 40));
  }

  @Test
  void closesAfterTheLastAsking() {
    assertEquals(Decision.WAIT, decide(3, 79));
    assertEquals(Decision.CLOSE, decide(3, 80));
  }

  @Test
  void silenceWhileTheScorerWasDownDoesNotCount() {
    var late =
        new ReaskPolicy(
            Duration.ofMinutes(10), 3, Duration.ofDays(1), Flow.START.plus(Duration.ofHours(5)));
    Instant now = Flow.START.plus(Duration.ofHours(5)).plusSeconds(60);
    assertEquals(Decision.WAIT, late.decide(running(0), now));
  }

  @Test
  void leavesAloneWhatIsOver() {
    Progress complete = progress(evaluation("evaluation-1"), ProgressState.COMPLETE);
    assertEquals(Decision.WAIT, POLICY.decide(complete, Flow.START.plus(Duration.ofDays(1))));
  }

  private static Decision decide(int askings, int minutes) {
    return POLICY.decide(running(askings), Flow.START.plus(Duration.ofMinutes(minutes)));
  }

  private static Progress running(int askings) {
    Progress row = progress(evaluation("evaluation-1"), ProgressState.RUNNING);
    return Progress.newBuilder(row).setAskings(askings).build();
  }
}
