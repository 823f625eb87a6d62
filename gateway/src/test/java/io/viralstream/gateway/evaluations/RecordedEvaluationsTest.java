package io.viralstream.gateway.evaluations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.gateway.catalogue.EvaluationStatus.State;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.FakeOutbox;
import io.viralstream.gateway.kafka.FakeTransactions;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Purpose;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A version with one item, `item`; the log has two partitions.
class RecordedEvaluationsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final String FILE =
      """
      {"benchmark":"b@%s","recorded":{"model":"LLaVA 1.5 13B","run":"r1"}}
      """
          .formatted(Records.VERSION);

  private final Catalogue catalogue = new Catalogue();
  private final FakeTransactions log =
      new FakeTransactions(
          2,
          entry -> {
            if (entry.value() instanceof Evaluation evaluation) catalogue.put(evaluation);
          });
  private final FakeOutbox outbox = new FakeOutbox();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final EvaluationLog evaluations =
      new EvaluationLog(catalogue, log, clock, Duration.ofMinutes(2));
  private final RecordedEvaluations recorded =
      new RecordedEvaluations(
          catalogue, (version, item) -> item.equals("item"), evaluations, outbox, clock, 100);

  @BeforeEach
  void sealOneVersion() {
    catalogue.caughtUp();
    catalogue.put(Records.benchmark("b", Records.VERSION, 1));
  }

  @Test
  void isOpenedInEveryPartitionAndAskedOfNobody() {
    Evaluation opened = open(FILE).evaluation();
    assertEquals(EvaluationState.RECORDED, opened.getState());
    assertEquals("LLaVA 1.5 13B", opened.getModelVersion());
    assertEquals("r1", opened.getRecording().orElseThrow().getRun());
    assertEquals(2, log.written().getFirst().size());
  }

  @Test
  void theSameRunIsTheSameEvaluationAndAnotherRunIsAnother() {
    String id = open(FILE).evaluation().getId();
    assertEquals(id, open(FILE).evaluation().getId());
    assertEquals(1, log.written().size());
    assertNotEquals(id, open(FILE.replace("r1", "r2")).evaluation().getId());
  }

  @Test
  void anAnswerBecomesARecordOfItsItem() {
    Evaluation evaluation = open(FILE).evaluation();
    recorded.receive(evaluation, json("{\"item\":\"item\",\"answer\":\" Yes.\\n\"}")).send();

    Answer sent = outbox.sent(Answer.class).getFirst();
    assertEquals(" Yes.\n", sent.getText());
    assertEquals(Purpose.EVALUATION, sent.getPurpose());
    assertEquals(evaluation.getId(), sent.getEvaluation().orElseThrow());
  }

  @Test
  void anEmptyAnswerIsAnAnswer() {
    Evaluation evaluation = open(FILE).evaluation();
    recorded.receive(evaluation, json("{\"item\":\"item\",\"answer\":\"\"}")).send();
    assertEquals("", outbox.sent(Answer.class).getFirst().getText());
  }

  @Test
  void namesTheFieldOfAnItemThatTheVersionDoesNotHaveAndOfALongAnswer() {
    Evaluation evaluation = open(FILE).evaluation();
    Problem other =
        Refusals.of(() -> recorded.receive(evaluation, json("{\"item\":\"x\",\"answer\":\"y\"}")));
    assertEquals(Optional.of("item"), other.field());
    String text = "y".repeat(101);
    Problem tooLong =
        Refusals.of(() ->
            recorded.receive(evaluation, json("{\"item\":\"item\",\"answer\":\"" + text + "\"}")));
    assertEquals(Optional.of("answer"), tooLong.field());
  }

  @Test
  void isClosedInEveryPartitionInOneTransaction() {
    String id = open(FILE).evaluation().getId();
    recorded.close(id);
    List<Answer> closes =
        log.written().getLast().stream().map(entry -> (Answer) entry.value()).toList();
    assertEquals(
        List.of(Purpose.CLOSE, Purpose.CLOSE), closes.stream().map(Answer::getPurpose).toList());
    assertEquals(0, closes.getFirst().getAttempt());
  }

  @Test
  void takesNoAnswersOnceItIsClosedAndGoesOnInAnotherRound() {
    String id = open(FILE).evaluation().getId();
    ended(id, ProgressState.INCOMPLETE, NOW.minus(Duration.ofDays(1)), false);
    assertEquals(State.INCOMPLETE, catalogue.evaluation(id).orElseThrow().state());
    assertEquals(ProblemKind.CONFLICT, Refusals.of(() -> recorded.taking(id)).kind());

    Evaluation again = open(FILE).evaluation();

    assertEquals(1, again.getRound());
    assertEquals(1, recorded.taking(id).getRound());
  }

  @Test
  void isNotOpenedAgainAMonthAfterItsEnd() {
    String id = open(FILE).evaluation().getId();
    ended(id, ProgressState.INCOMPLETE, NOW.minus(Duration.ofDays(31)), false);
    Problem old = Refusals.of(() -> open(FILE));
    assertEquals(ProblemKind.CONFLICT, old.kind());
    assertTrue(old.detail().contains("2026-05-01T00:00:00Z"), old.detail());
  }

  @Test
  void isNotOpenedAgainWhereAPartitionHasForgottenItsAnswers() {
    String id = open(FILE).evaluation().getId();
    ended(id, ProgressState.INCOMPLETE, NOW.minus(Duration.ofDays(1)), true);
    assertEquals(ProblemKind.CONFLICT, Refusals.of(() -> open(FILE)).kind());
  }

  @Test
  void refusesAVariantThatTheRuleDoesNotHave() {
    Problem problem =
        Refusals.of(() -> open(FILE.replace("\"run\"", "\"variants\":[\"lmms\"],\"run\"")));
    assertEquals(Optional.of("recorded.variants"), problem.field());
    assertTrue(problem.detail().contains("generic"), problem.detail());
  }

  @Test
  void scoresTheAnswersOfAnotherEvaluationAgainUnderItsModelAndPrompt() {
    Evaluation first = open(FILE).evaluation();
    String rescored =
        """
        {"benchmark":"b@%s","recorded":{"rescored":"%s","run":"rescore","variants":["generic"]}}
        """
            .formatted(Records.VERSION, first.getId());
    Evaluation second = open(rescored).evaluation();
    assertEquals(first.getModelVersion(), second.getModelVersion());
    assertEquals(first.getPrompt(), second.getPrompt());
    assertEquals(first.getId(), second.getRecording().orElseThrow().getRescored().orElseThrow());
    assertNotEquals(first.getId(), second.getId());
  }

  @Test
  void refusesToSayHowAnswersAreAskedForWhereNobodyIsAsked() {
    Problem problem =
        Refusals.of(() -> open(FILE.replace("\"recorded\"", "\"batch\":4,\"recorded\"")));
    assertEquals(Optional.of("batch"), problem.field());
  }

  private void ended(String id, ProgressState state, Instant at, boolean forgotten) {
    for (int partition = 0; partition < 2; partition++) {
      Progress progress =
          Progress.newBuilder(Records.progress(id, partition, 1, 0, state))
              .setClosedAt(at)
              .setForgotten(forgotten)
              .build();
      catalogue.put(progress);
    }
  }

  private EvaluationStatus open(String document) {
    Field json = json(document);
    return recorded.open(RecordedRequest.read(json, json.required("recorded")));
  }

  private static Field json(String document) {
    return new BoundedJson(10_000).read(document.getBytes(StandardCharsets.UTF_8));
  }
}
