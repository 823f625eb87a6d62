package io.viralstream.gateway.evaluations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.gateway.catalogue.EvaluationStatus.State;
import io.viralstream.gateway.evaluations.EvaluationView.RecordedView;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.FakeTransactions;
import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Requester;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.scoring.AskedEvaluation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordedEvaluationsTest {
  private static final String FILE = "{\"model\":\"LLaVA 1.5\",\"run\":\"r\"}";

  private final Catalogue catalogue = new Catalogue();
  private final FakeTransactions log = new FakeTransactions(2, this::follow);
  private final RecordedEvaluations evaluations =
      new RecordedEvaluations(
          catalogue,
          log,
          Clock.fixed(Instant.ofEpochSecond(9), ZoneOffset.UTC),
          Duration.ofMinutes(2));

  @BeforeEach
  void sealABenchmark() {
    catalogue.caughtUp();
    catalogue.put(
        Benchmark.newBuilder(Records.benchmark("b", Records.VERSION, 1))
            .setRule(ScoringRule.POPE)
            .setUnlisted(true)
            .build());
  }

  @Test
  void opensAnEvaluationThatNobodyIsAskedFor() {
    EvaluationStatus status = open(FILE);
    Evaluation evaluation = status.evaluation();
    assertEquals(State.WAITING, status.state());
    assertEquals(EvaluationState.RECORDED, evaluation.getState());
    assertEquals("LLaVA 1.5", evaluation.getModelVersion());
    assertEquals(2, log.written().getFirst().size());
    assertEquals(
        new RecordedView("r", List.of(), null, false), EvaluationView.of(status).recorded());
  }

  @Test
  void changesNothingWhereItIsOpenOrComplete() {
    String id = open(FILE).evaluation().getId();
    assertEquals(id, open(FILE).evaluation().getId());
    end(id, ProgressState.COMPLETE);
    assertEquals(State.COMPLETE, open(FILE).state());
    assertEquals(1, log.written().size());
  }

  @Test
  void opensTheNextRoundWhereItWasClosedWithItemsMissing() {
    String id = open(FILE).evaluation().getId();
    end(id, ProgressState.INCOMPLETE);
    EvaluationStatus again = open(FILE);
    assertEquals(1, again.evaluation().getRound());
    assertEquals(State.WAITING, again.state());
    assertEquals(4, again.scored());
  }

  @Test
  void refusesToOpenAgainWhatIsForgotten() {
    String id = open(FILE).evaluation().getId();
    end(id, ProgressState.INCOMPLETE);
    catalogue.put(
        Progress.newBuilder(Records.progress(id, 0, 2, 0, ProgressState.INCOMPLETE))
            .setForgotten(true)
            .setClosedAt(Instant.parse("2026-01-31T12:00:00Z"))
            .build());
    Problem problem = Refusals.of(() -> open(FILE));
    assertEquals(ProblemKind.CONFLICT, problem.kind());
    assertEquals(
        "the evaluation was closed on 2026-01-31, and what was answered is no longer known: send"
            + " the answers under another run",
        problem.detail());
    assertEquals(ProblemKind.CONFLICT, Refusals.of(() -> evaluations.taking(id)).kind());
  }

  @Test
  void namesVariantsInTheOrderOfTheirRule() {
    String ordered = "{\"model\":\"m\",\"run\":\"r\",\"variants\":[\"strict\",\"lmms\"]}";
    String turned = "{\"model\":\"m\",\"run\":\"r\",\"variants\":[\"lmms\",\"strict\"]}";
    assertEquals(open(ordered).evaluation().getId(), open(turned).evaluation().getId());
    assertEquals(1, log.written().size());
  }

  @Test
  void scoresTheAnswersOfAnotherEvaluationAgain() {
    Evaluation source = asked();
    catalogue.put(source);
    Evaluation again =
        open("{\"rescored\":\"" + source.getId() + "\",\"run\":\"r\",\"variants\":[\"lmms\"]}")
            .evaluation();
    assertNotEquals(source.getId(), again.getId());
    assertEquals(source.getModelVersion(), again.getModelVersion());
    assertEquals(source.getPrompt(), again.getPrompt());
    assertEquals(source.getDecoding(), again.getDecoding());
    assertEquals(Optional.of(source.getId()), again.getRecording().orElseThrow().getRescored());
  }

  @Test
  void namesWhatIsWrongWithARequest() {
    String version = "b@" + Records.VERSION;
    assertField("recorded.model", version, "{\"run\":\"r\"}");
    assertField("recorded.run", version, "{\"model\":\"m\"}");
    assertField("recorded.rescored", version, "{\"rescored\":\"x\",\"run\":\"r\"}");
    String unknown = "f".repeat(64);
    assertField("recorded.rescored", version, "{\"rescored\":\"" + unknown + "\",\"run\":\"r\"}");
    assertField("recorded.model", version, "{\"rescored\":\"" + unknown + "\",\"model\":\"m\"}");
    assertField(
        "recorded.variants[1]",
        version,
        "{\"model\":\"m\",\"run\":\"r\",\"variants\":[\"strict\",\"mme\"]}");
    assertField("benchmark", "b", FILE);
  }

  @Test
  void refusesAWayOfAskingForAnswersThatAreThere() {
    Field request = json("{\"benchmark\":\"b\",\"maxTokens\":3,\"recorded\":" + FILE + "}");
    assertEquals(
        Optional.of("maxTokens"), Refusals.of(() -> RecordedRequest.read(request)).field());
  }

  @Test
  void closesItsRoundInEveryPartitionInOneTransaction() {
    Evaluation evaluation = open(FILE).evaluation();
    evaluations.close(evaluation.getId());
    List<Entry<?>> entries = log.written().getLast();
    assertEquals(List.of(0, 1), entries.stream().map(Entry::partition).toList());
    for (Entry<?> entry : entries) {
      var close = (Answer) entry.value();
      assertEquals(Topics.ANSWERS, entry.topic());
      assertEquals(evaluation.getId(), entry.key());
      assertEquals(Purpose.CLOSE, close.getPurpose());
      assertEquals(Optional.of(evaluation.getId()), close.getEvaluation());
      assertEquals(0, close.getAttempt());
    }
  }

  @Test
  void closesOnceWhereItIsClosedAgain() {
    String id = open(FILE).evaluation().getId();
    end(id, ProgressState.INCOMPLETE);
    assertEquals(State.INCOMPLETE, evaluations.close(id).state());
    assertEquals(1, log.written().size());
  }

  @Test
  void takesAnswersWhileItIsOpenOrComplete() {
    String id = open(FILE).evaluation().getId();
    assertEquals(State.WAITING, evaluations.taking(id).state());
    end(id, ProgressState.COMPLETE);
    assertEquals(State.COMPLETE, evaluations.taking(id).state());
    end(id, ProgressState.INCOMPLETE);
    assertEquals(ProblemKind.CONFLICT, Refusals.of(() -> evaluations.taking(id)).kind());
  }

  @Test
  void takesNoAnswersOfWhatWorkersAreAskedOrNobodyOpened() {
    Evaluation asked = asked();
    catalogue.put(asked);
    assertEquals(ProblemKind.CONFLICT, Refusals.of(() -> evaluations.taking(asked.getId())).kind());
    assertEquals(ProblemKind.CONFLICT, Refusals.of(() -> evaluations.close(asked.getId())).kind());
    assertEquals(
        ProblemKind.NOT_FOUND, Refusals.of(() -> evaluations.taking("f".repeat(64))).kind());
  }

  private void assertField(String field, String benchmark, String recorded) {
    Problem problem = Refusals.of(() -> open(benchmark, recorded));
    assertEquals(Optional.of(field), problem.field());
    assertEquals(List.of(), log.written());
  }

  private EvaluationStatus open(String recorded) {
    return open("b@" + Records.VERSION, recorded);
  }

  private EvaluationStatus open(String benchmark, String recorded) {
    return evaluations.open(
        RecordedRequest.read(
            json("{\"benchmark\":\"" + benchmark + "\",\"recorded\":" + recorded + "}")));
  }

  private Evaluation asked() {
    return new AskedEvaluation(
            catalogue.benchmark("b", Records.VERSION).orElseThrow(),
            "viral-1",
            "viral",
            new Decoding(16, 0.0),
            new Execution(0, "auto", false))
        .by(Requester.CLIENT, Instant.EPOCH);
  }

  private void end(String id, ProgressState state) {
    catalogue.put(Records.progress(id, 0, 2, 0, state));
    catalogue.put(Records.progress(id, 1, 2, 0, state));
  }

  private void follow(Entry<?> entry) {
    if (entry.value() instanceof Evaluation evaluation) catalogue.put(evaluation);
  }

  private static Field json(String document) {
    return new BoundedJson(1_000).read(document.getBytes(StandardCharsets.UTF_8));
  }
}
