package io.viralstream.gateway.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Answer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingAsksTest {
  private final PendingAsks pending = new PendingAsks(1);

  @Test
  void refusesMoreThanItsPlaces() {
    CompletableFuture<Answer> waiting = pending.open("1");
    assertEquals(ProblemKind.UNAVAILABLE, Refusals.of(() -> pending.open("2")).kind());
    assertFalse(waiting.isDone());
  }

  @Test
  void freesThePlaceOfAQuestionThatIsGivenUp() {
    pending.open("1").cancel(false);
    assertFalse(pending.open("2").isDone());
  }

  @Test
  void doesNotReadAnAnswerThatNobodyWaitsFor() {
    pending.answer("other", () -> fail("was read"));
    assertEquals(0, pending.waiting());
  }
}
