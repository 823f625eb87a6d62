package io.viralstream.streams.flow;

import static io.viralstream.streams.Examples.again;
import static io.viralstream.streams.Examples.cancelled;
import static io.viralstream.streams.Examples.evaluation;
import static io.viralstream.streams.Examples.superseded;
import static io.viralstream.streams.flow.EvaluationChange.CLOSED;
import static io.viralstream.streams.flow.EvaluationChange.NONE;
import static io.viralstream.streams.flow.EvaluationChange.OPENED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.streams.deadletter.RefusedException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationChangeTest {
  private static final Evaluation ASKED = evaluation("evaluation-1");
  private static final Evaluation CANCELLED = cancelled(ASKED);

  @Test
  void opensWhatWasNeverAskedBefore() {
    assertEquals(OPENED, EvaluationChange.of(Optional.empty(), ASKED));
  }

  @Test
  void theSameAskingAgainChangesNothing() {
    assertEquals(NONE, EvaluationChange.of(Optional.of(ASKED), ASKED));
  }

  @Test
  void aCancellingClosesItsOwnRound() {
    assertEquals(CLOSED, EvaluationChange.of(Optional.of(ASKED), CANCELLED));
  }

  @Test
  void aCancellingOfAnEarlierRoundStopsNothing() {
    assertEquals(NONE, EvaluationChange.of(Optional.of(again(ASKED)), CANCELLED));
  }

  @Test
  void withinARoundCancellingIsFinalWhateverOrderAPartitionReadsItIn() {
    assertEquals(NONE, EvaluationChange.of(Optional.of(CANCELLED), ASKED));
  }

  @Test
  void aLaterRoundReopensWhatWasCancelled() {
    assertEquals(OPENED, EvaluationChange.of(Optional.of(CANCELLED), again(ASKED)));
  }

  @Test
  void beingSupersededStopsNobodyWhoAskedForItHimself() {
    assertEquals(NONE, EvaluationChange.of(Optional.of(ASKED), superseded(ASKED)));
  }

  @Test
  void refusesAStateThatThisVersionDoesNotKnow() {
    Evaluation unknown = Evaluation.newBuilder(ASKED).setState(EvaluationState.UNKNOWN).build();
    assertThrows(RefusedException.class, () -> EvaluationChange.of(Optional.of(ASKED), unknown));
  }
}
