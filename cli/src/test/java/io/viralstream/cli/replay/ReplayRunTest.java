package io.viralstream.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.EvaluationState.Phase;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.evaluation.EvaluationRun.Outcome;
import io.viralstream.datasets.BenchmarkQuestion;
import io.viralstream.datasets.RecordedAnswer;
import io.viralstream.scoring.BenchmarkRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recorded answers meet their questions, and reach the gateway whole or not at all.
class ReplayRunTest {
  private static final String HASH = "ab".repeat(32);

  @TempDir private Path folder = Path.of("");
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Optional<FakeBenchmarkGateway> started = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    started = Optional.of(new FakeBenchmarkGateway());
  }

  @AfterEach
  void stop() {
    gateway().close();
  }

  @Test
  void registersTheQuestionsUnlistedAndScoresEveryAnswer() throws Exception {
    Outcome outcome = replay(files(answers(3), questions(3)));
    assertEquals(Phase.COMPLETE, outcome.state().phase());
    assertTrue(gateway().sealed().getFirst().path("unlisted").asBoolean());
    assertEquals(3, gateway().sealed().getFirst().path("items").asInt());
    assertEquals(List.of("answer 0", "answer 1", "answer 2"), sent());
    assertEquals(HASH, gateway().only().request.path("recorded").path("run").asText());
    assertEquals("llava", gateway().only().request.path("recorded").path("model").asText());
    assertFalse(gateway().only().request.path("recorded").has("truthFromAnswers"));
  }

  @Test
  void registersNothingASecondTime() throws Exception {
    replay(files(answers(3), questions(3)));
    replay(files(answers(3), questions(3)));
    assertEquals(1, gateway().sealed().size());
    assertEquals(3, gateway().only().received);
  }

  @Test
  void sendsTheSameItemsInAnyOrderAndTwice() throws Exception {
    List<RecordedAnswer> shuffled = new ArrayList<>(answers(20));
    shuffled.addAll(answers(2));
    Collections.shuffle(shuffled, new Random(7));
    Outcome outcome = replay(files(shuffled, questions(20)));
    assertEquals(Phase.COMPLETE, outcome.state().phase());
    assertEquals(22, gateway().only().received);
  }

  @Test
  void sendsNothingWhereOneAnswerFitsNoQuestion() {
    List<RecordedAnswer> more = Stream.concat(answers(3).stream(), answer("99", "x")).toList();
    assertThrows(ReplayRefused.class, () -> replay(files(more, questions(3))));
    assertEquals(List.of("GET /v1/benchmarks"), gateway().lines());
    assertTrue(
        said().contains("answers.jsonl, line 4: fits no question of the benchmark: question_id"),
        said());
  }

  @Test
  void sendsNothingWhereOneAnswerCannotBeRead() {
    ReplayFiles broken =
        new ReplayFiles(
            HASH,
            () ->
                new ListedRecords<>(List.of(Optional.of(answers(1).getFirst()), Optional.empty())),
            Optional.of(ListedRecords.of(questions(3))),
            Optional.empty());
    assertThrows(ReplayRefused.class, () -> replay(broken));
    assertEquals(List.of("GET /v1/benchmarks"), gateway().lines());
    assertTrue(said().contains("answers.jsonl, line 2: text: missing"), said());
  }

  @Test
  void sendsNothingWhereOneAnswerIsTooLong() {
    List<RecordedAnswer> more = answer("0", "x".repeat(101)).toList();
    assertThrows(ReplayRefused.class, () -> replay(files(more, questions(3))));
    assertTrue(said().contains("has 101 characters, expected at most 100"), said());
  }

  @Test
  void refusesAQuestionThatComesWithTwoTruths() {
    List<BenchmarkQuestion> doubled =
        List.of(question("0", "yes"), question("1", "yes"), question("0", "no"));
    assertThrows(ReplayRefused.class, () -> replay(files(answers(1), doubled)));
    assertTrue(said().contains("line 3: label: was asked before with another truth"), said());
  }

  @Test
  void reportsWhatHasNoAnswer() throws Exception {
    Outcome outcome = replay(files(answers(2), questions(3)));
    assertEquals(Phase.INCOMPLETE, outcome.state().phase());
    assertEquals(1, outcome.state().missing());
    assertEquals(1, outcome.results().size());
    assertTrue(said().contains("answers 2, to 2 of 3 items"), said());
  }

  @Test
  void saysWhereTheTruthStandsInTheAnswersAlone() throws Exception {
    List<RecordedAnswer> own = answers(3).stream().map(ReplayRunTest::withTruth).toList();
    replay(new ReplayFiles(HASH, ListedRecords.of(own), Optional.empty(), Optional.empty()));
    assertTrue(gateway().only().request.path("recorded").path("truthFromAnswers").asBoolean());
    assertTrue(said().contains("the truth stands in the file of answers alone"), said());
  }

  @Test
  void takesTheSealedVersionThatHasTheSameQuestionsWithPictures() throws Exception {
    String sealed = seal(questions(3));
    Outcome outcome = replay(files(answers(3), questions(3)));
    assertEquals(sealed, outcome.state().benchmark());
    assertEquals(Phase.COMPLETE, outcome.state().phase());
    assertEquals(1, gateway().sealed().size());
  }

  @Test
  void registersItsOwnVersionWhereTheSealedOneHasAnotherTruth() throws Exception {
    gateway()
        .seal(
            "mine",
            "cd".repeat(32),
            "generic",
            FakeBenchmarkGateway.item("all", "0", "f", asked("0"), "no"));
    replay(files(answers(1), questions(1)));
    assertEquals(2, gateway().sealed().size());
  }

  @Test
  void countsTheQuestionsThatAFileWithItsOwnTruthLacks() throws Exception {
    seal(questions(3));
    List<RecordedAnswer> own = answers(2).stream().map(ReplayRunTest::withTruth).toList();
    Outcome outcome =
        replay(new ReplayFiles(HASH, ListedRecords.of(own), Optional.empty(), Optional.empty()));
    assertEquals(Phase.INCOMPLETE, outcome.state().phase());
    assertEquals(1, outcome.state().missing());
    assertFalse(gateway().only().request.path("recorded").has("truthFromAnswers"));
  }

  @Test
  void refusesAVersionThatHasOtherQuestionsThanTheFiles() {
    seal(questions(3));
    ReplayRequest request = request(Optional.of("cd".repeat(32)));
    assertThrows(ReplayRefused.class, () -> replay(request, files(answers(2), questions(2))));
    assertTrue(gateway().lines().stream().noneMatch(line -> line.startsWith("POST")));
  }

  @Test
  void refusesAVersionThatIsSealedWithAnotherRule() {
    gateway()
        .seal(
            "mine",
            "cd".repeat(32),
            "pope",
            FakeBenchmarkGateway.item("all", "0", "f", asked("0"), "no"));
    ReplayRequest request = request(Optional.of("cd".repeat(32)));
    ReplayRefused refused =
        assertThrows(ReplayRefused.class, () -> replay(request, files(answers(1), questions(1))));
    assertTrue(String.valueOf(refused.getMessage()).contains("is sealed with rule pope"));
  }

  @Test
  void needsNoQuestionsWhereTheBenchmarkIsSealed() throws Exception {
    gateway()
        .seal(
            "mine",
            "cd".repeat(32),
            "generic",
            FakeBenchmarkGateway.item("all", "0", "f", asked("0"), "no"));
    Outcome outcome =
        replay(
            new ReplayFiles(
                HASH, ListedRecords.of(answers(1)), Optional.empty(), Optional.empty()));
    assertEquals(Phase.COMPLETE, outcome.state().phase());
  }

  @Test
  void asksForQuestionsWhereNothingIsSealed() {
    ReplayRefused refused =
        assertThrows(
            ReplayRefused.class,
            () ->
                replay(
                    new ReplayFiles(
                        HASH, ListedRecords.of(answers(1)), Optional.empty(), Optional.empty())));
    assertTrue(String.valueOf(refused.getMessage()).contains("--questions"));
  }

  @Test
  void goesOnBehindWhatWasAcknowledged() throws Exception {
    gateway().breakAfter(1);
    assertThrows(Gateway.Refused.class, () -> replay(files(answers(1_200), questions(1_200))));
    assertEquals(500, gateway().only().received);
    gateway().breakAfter(Integer.MAX_VALUE);
    assertEquals(Phase.COMPLETE, replay(files(answers(1_200), questions(1_200))).state().phase());
    assertEquals(1_200, gateway().only().received);
  }

  /// As a version with pictures, which the questions of files do not have.
  private String seal(List<BenchmarkQuestion> questions) {
    return gateway()
        .seal(
            "mine",
            "cd".repeat(32),
            "generic",
            questions.stream()
                .map(one ->
                    FakeBenchmarkGateway.item(
                        one.category(), one.sourceId(), "f", one.question(), one.truth()))
                .toArray(ObjectNode[]::new));
  }

  private static ReplayRequest request(Optional<String> version) {
    return new ReplayRequest(
        "mine", version, "llava", Optional.empty(), BenchmarkRule.GENERIC, 100);
  }

  private Outcome replay(ReplayFiles files) throws IOException, InterruptedException {
    return replay(request(Optional.empty()), files);
  }

  private Outcome replay(ReplayRequest request, ReplayFiles files)
      throws IOException, InterruptedException {
    var console =
        new Console(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            InstantSource.system());
    return new ReplayRun(new Gateway(gateway().url(), time -> {}), time -> {}, console, folder)
        .of(request, files);
  }

  private FakeBenchmarkGateway gateway() {
    return started.orElseThrow();
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private List<String> sent() {
    return gateway().only().answers.values().stream().sorted().toList();
  }

  private static ReplayFiles files(
      List<RecordedAnswer> answers, List<BenchmarkQuestion> questions) {
    return new ReplayFiles(
        HASH,
        ListedRecords.of(answers),
        Optional.of(ListedRecords.of(questions)),
        Optional.empty());
  }

  private static List<BenchmarkQuestion> questions(int count) {
    return IntStream.range(0, count).mapToObj(id -> question("" + id, "yes")).toList();
  }

  private static BenchmarkQuestion question(String id, String truth) {
    return new BenchmarkQuestion(
        "all", id, asked(id), truth, List.of(), List.of(), Optional.empty());
  }

  private static String asked(String id) {
    return "Is there a " + id + "?";
  }

  private static List<RecordedAnswer> answers(int count) {
    return IntStream.range(0, count)
        .boxed()
        .flatMap(id -> answer("" + id, "answer " + id))
        .toList();
  }

  private static Stream<RecordedAnswer> answer(String id, String text) {
    return Stream.of(
        new RecordedAnswer(
            Optional.empty(),
            Optional.of(id),
            Optional.empty(),
            Optional.of(asked(id)),
            text,
            Optional.empty()));
  }

  private static RecordedAnswer withTruth(RecordedAnswer answer) {
    return new RecordedAnswer(
        answer.category(),
        answer.sourceId(),
        answer.picture(),
        answer.question(),
        answer.text(),
        Optional.of(question(answer.sourceId().orElseThrow(), "yes")));
  }
}
