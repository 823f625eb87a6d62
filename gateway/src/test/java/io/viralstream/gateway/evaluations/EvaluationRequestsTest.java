package io.viralstream.gateway.evaluations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.gateway.catalogue.EvaluationStatus.State;
import io.viralstream.gateway.catalogue.ModelNames;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.FakeTransactions;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvaluationRequestsTest {
  private final Catalogue catalogue = new Catalogue();
  private final FakeTransactions log = following(catalogue);
  private final EvaluationRequests requests = requests(catalogue, log);

  @BeforeEach
  void publishOneModelAndOneBenchmark() {
    catalogue.caughtUp();
    catalogue.put(Records.checkpoint("viral", 1));
    catalogue.put(Records.benchmark("b", Records.VERSION, 1));
  }

  @Test
  void writesANewEvaluationToEveryPartitionInOneTransaction() {
    EvaluationStatus status = ask("{\"benchmark\":\"b\"}");
    assertEquals(State.WAITING, status.state());
    assertEquals(1, log.written().size());
    assertEquals(
        List.of(0, 1), log.written().getFirst().stream().map(entry -> entry.partition()).toList());
  }

  @Test
  void givesTheSameQuestionTheSameIdAndWritesNothingAgain() {
    EvaluationStatus first = ask("{\"benchmark\":\"b\"}");
    EvaluationStatus again = ask("{\"benchmark\":\"b@" + Records.VERSION + "\",\"arm\":\"viral\"}");
    assertEquals(first, again);
    assertEquals(1, log.written().size());
  }

  @Test
  void doesNotSayThatABenchmarkIsUnknownBeforeItHasReadTheLog() {
    var early = new Catalogue();
    Problem problem =
        Refusals.of(() -> requests(early, following(early)).ask(request("{\"benchmark\":\"b\"}")));
    assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
  }

  @Test
  void givesAnotherWayOfAskingAnotherId() {
    ask("{\"benchmark\":\"b\"}");
    ask("{\"benchmark\":\"b\",\"batch\":4}");
    ask("{\"benchmark\":\"b\",\"maxTokens\":3}");
    assertEquals(3, catalogue.newestEvaluations(9).size());
  }

  @Test
  void opensAnotherRoundWhereItWasCancelled() {
    String id = ask("{\"benchmark\":\"b\"}").evaluation().getId();
    assertEquals(State.CANCELLED, requests.cancel(id).orElseThrow().state());
    EvaluationStatus again = ask("{\"benchmark\":\"b\"}");
    assertEquals(State.WAITING, again.state());
    assertEquals(1, again.evaluation().getRound());
    assertEquals(EvaluationState.ASKED, again.evaluation().getState());
  }

  @Test
  void goesOnInAnotherRoundWhereItWasClosedAsFailed() {
    String id = ask("{\"benchmark\":\"b\"}").evaluation().getId();
    catalogue.put(Records.progress(id, 0, 5, 0, ProgressState.COMPLETE));
    catalogue.put(Records.progress(id, 1, 2, 0, ProgressState.FAILED));
    assertEquals(State.FAILED, catalogue.evaluation(id).orElseThrow().state());
    EvaluationStatus again = ask("{\"benchmark\":\"b\"}");
    assertEquals(1, again.evaluation().getRound());
    assertEquals(7, again.scored());
  }

  @Test
  void refusesToGoOnWhereItIsForgottenWhatWasAnswered() {
    String id = ask("{\"benchmark\":\"b\"}").evaluation().getId();
    catalogue.put(Records.progress(id, 0, 5, 0, ProgressState.COMPLETE));
    catalogue.put(
        Progress.newBuilder(Records.progress(id, 1, 2, 0, ProgressState.FAILED))
            .setClosedAt(Instant.parse("2026-01-31T12:00:00Z"))
            .setForgotten(true)
            .build());
    assertEquals(
        "the evaluation was closed on 2026-01-31, and what was answered is no longer known: ask with"
            + " another maxTokens or batch, which is another evaluation",
        refusal("{\"benchmark\":\"b\"}").detail());
    assertEquals(1, log.written().size());
  }

  @Test
  void showsWhatTheWatchSkippedAndAsksItForWhoeverWantsIt() {
    Evaluation asked = ask("{\"benchmark\":\"b\"}").evaluation();
    var other = new Catalogue();
    other.caughtUp();
    other.put(inState(asked, EvaluationState.SUPERSEDED));
    assertEquals(State.SUPERSEDED, other.evaluation(asked.getId()).orElseThrow().state());
    other.put(asked);
    other.put(inState(asked, EvaluationState.SUPERSEDED));
    assertEquals(State.WAITING, other.evaluation(asked.getId()).orElseThrow().state());
  }

  @Test
  void writesASupersededEvaluationAsIfItHadNeverBeenThere() {
    Evaluation asked = ask("{\"benchmark\":\"b\"}").evaluation();
    var other = new Catalogue();
    other.caughtUp();
    other.put(Records.checkpoint("viral", 1));
    other.put(Records.benchmark("b", Records.VERSION, 1));
    other.put(inState(asked, EvaluationState.SUPERSEDED));
    EvaluationStatus status =
        requests(other, following(other)).ask(request("{\"benchmark\":\"b\"}"));
    assertEquals(State.WAITING, status.state());
    assertEquals(0, status.evaluation().getRound());
  }

  @Test
  void whateverOrderAGatewayReadsARoundInTheCancellingHolds() {
    Evaluation asked = ask("{\"benchmark\":\"b\"}").evaluation();
    requests.cancel(asked.getId());
    catalogue.put(asked);
    assertEquals(State.CANCELLED, catalogue.evaluation(asked.getId()).orElseThrow().state());
  }

  @Test
  void countsProgressOfAnEarlierRoundButDoesNotTakeItForTheEnd() {
    String id = ask("{\"benchmark\":\"b\"}").evaluation().getId();
    requests.cancel(id);
    catalogue.put(Records.progress(id, 0, 3, 0, ProgressState.COMPLETE));
    catalogue.put(Records.progress(id, 1, 2, 0, ProgressState.COMPLETE));
    EvaluationStatus again = ask("{\"benchmark\":\"b\"}");
    assertEquals(State.WAITING, again.state());
    assertEquals(5, again.scored());
  }

  @Test
  void isCompleteOnlyOnceEveryPartitionIs() {
    String id = ask("{\"benchmark\":\"b\"}").evaluation().getId();
    catalogue.put(Records.progress(id, 0, 5, 0, ProgressState.COMPLETE));
    assertEquals(State.RUNNING, catalogue.evaluation(id).orElseThrow().state());
    assertEquals(5, catalogue.evaluation(id).orElseThrow().missing());
    catalogue.put(Records.progress(id, 1, 5, 0, ProgressState.COMPLETE));
    assertEquals(State.COMPLETE, catalogue.evaluation(id).orElseThrow().state());
  }

  @Test
  void refusesToCancelWhatIsComplete() {
    String id = ask("{\"benchmark\":\"b\"}").evaluation().getId();
    catalogue.put(Records.progress(id, 0, 5, 0, ProgressState.COMPLETE));
    catalogue.put(Records.progress(id, 1, 5, 0, ProgressState.COMPLETE));
    assertEquals(ProblemKind.CONFLICT, Refusals.of(() -> requests.cancel(id)).kind());
  }

  @Test
  void knowsNothingOfAnotherId() {
    assertEquals(Optional.empty(), requests.cancel("f".repeat(64)));
  }

  @Test
  void namesTheFieldOfAnUnknownBenchmark() {
    assertEquals(Optional.of("benchmark"), refusal("{\"benchmark\":\"other\"}").field());
    assertEquals(Optional.of("benchmark"), refusal("{\"benchmark\":\"b@123\"}").field());
  }

  @Test
  void refusesAModelAndAnArmTogether() {
    String both = "{\"benchmark\":\"b\",\"arm\":\"viral\",\"model\":\"viral\"}";
    assertEquals(Optional.of("arm"), refusal(both).field());
  }

  @Test
  void takesTheTypesThatWorkersComputeIn() {
    for (String type : List.of("auto", "float32", "bfloat16")) {
      String asked = "{\"benchmark\":\"b\",\"dataType\":\"" + type + "\"}";
      assertEquals(type, request(asked).execution().getDataType());
    }
  }

  @Test
  void refusesABatchLargerThanAWorkers() {
    Problem refused = refusal("{\"benchmark\":\"b\",\"batch\":17}");
    assertEquals(Optional.of("batch"), refused.field());
    assertEquals(
        16, ask("{\"benchmark\":\"b\",\"batch\":16}").evaluation().getExecution().getBatch());
  }

  @Test
  void givesAnEvaluationPastTheFolderOfAnswersAnIdOfItsOwn() {
    Evaluation usual = ask("{\"benchmark\":\"b\"}").evaluation();
    Evaluation uncached = ask("{\"benchmark\":\"b\",\"uncached\":true}").evaluation();
    assertTrue(uncached.getExecution().getUncached());
    assertNotEquals(usual.getId(), uncached.getId());
    assertEquals(usual, ask("{\"benchmark\":\"b\",\"uncached\":false}").evaluation());
  }

  @Test
  void refusesAnUnknownDataType() {
    assertEquals(
        Optional.of("dataType"), refusal("{\"benchmark\":\"b\",\"dataType\":\"f8\"}").field());
  }

  private Problem refusal(String document) {
    return Refusals.of(() -> ask(document));
  }

  private EvaluationStatus ask(String document) {
    return requests.ask(request(document));
  }

  private static EvaluationRequest request(String document) {
    Field json = new BoundedJson(1_000).read(document.getBytes(StandardCharsets.UTF_8));
    return EvaluationRequest.read(json, 256);
  }

  private static Evaluation inState(Evaluation evaluation, EvaluationState state) {
    return Evaluation.newBuilder(evaluation).setState(state).build();
  }

  private static FakeTransactions following(Catalogue catalogue) {
    return new FakeTransactions(2, entry -> catalogue.put((Evaluation) entry.value()));
  }

  private static EvaluationRequests requests(Catalogue catalogue, FakeTransactions log) {
    return new EvaluationRequests(
        catalogue,
        new ModelNames(catalogue),
        log,
        Clock.fixed(Instant.ofEpochSecond(9), ZoneOffset.UTC),
        Duration.ofMinutes(2));
  }
}
