package io.viralstream.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.EvaluationState.Phase;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.evaluation.EvaluationRun.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The answers of an evaluation that is over reach another parser, or another truth.
class RescoreRunTest {
  private static final String OLD = "0a".repeat(32);
  private static final String NEW = "0b".repeat(32);

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
  void sendsTheFirstAnswersIntoAnEvaluationOfTheSameVersion() throws Exception {
    over(seal(OLD, "pope", "yes", "a", "b", "c"));
    Outcome outcome = rescore(Optional.of("lmms"), Optional.empty());
    assertEquals(Phase.COMPLETE, outcome.state().phase());
    FakeBenchmarkGateway.Opened opened = gateway().evaluation(outcome.state().id());
    assertEquals(gateway().evaluation("old").answers, opened.answers);
    assertEquals(
        "{\"benchmark\":\"mine@"
            + OLD
            + "\",\"recorded\":{\"rescored\":\"old\",\"run\":\"rescore\",\"variants\":[\"lmms\"]}}",
        opened.request.toString());
  }

  @Test
  void findsEachItemInTheVersionWithTheOtherTruth() throws Exception {
    over(seal(OLD, "pope", "yes", "a", "b", "c"));
    seal(NEW, "pope", "no", "c", "b", "a");
    Outcome outcome = rescore(Optional.empty(), Optional.of(NEW));
    assertEquals(Phase.COMPLETE, outcome.state().phase());
    gateway()
        .evaluation(outcome.state().id())
        .answers
        .forEach((item, answer) -> assertTrue(item.startsWith("mine@" + NEW + "/"), item));
  }

  @Test
  void findsItemsWhosePicturesAreNamedInOneVersionAlone() throws Exception {
    ObjectNode[] named = {
      FakeBenchmarkGateway.item("all", "a", "named a.jpg", "Is there an a?", "no")
    };
    over(seal(OLD, "pope", "yes", "a"));
    gateway().seal("mine", NEW, "pope", named);
    Outcome outcome = rescore(Optional.empty(), Optional.of(NEW));
    assertEquals(Phase.COMPLETE, outcome.state().phase());
    assertEquals(List.of(named[0].path("id").asText()), sent(outcome));
  }

  @Test
  void refusesAVersionThatLacksAnItem() {
    over(seal(OLD, "pope", "yes", "a", "b", "c"));
    seal(NEW, "pope", "yes", "a", "b");
    assertThrows(ReplayRefused.class, () -> rescore(Optional.empty(), Optional.of(NEW)));
    assertTrue(said().contains("has no such item: category \"all\", question_id \"c\""), said());
    assertTrue(gateway().lines().stream().noneMatch(line -> line.startsWith("POST")));
  }

  @Test
  void namesTheParsersOfTheRule() {
    over(seal(OLD, "pope", "yes", "a"));
    ReplayRefused refused =
        assertThrows(ReplayRefused.class, () -> rescore(Optional.of("lmm"), Optional.empty()));
    assertEquals(
        "--parser=lmm: rule pope has pope-official, strict, lmms, vlmevalkit",
        refused.getMessage());
  }

  @Test
  void refusesAVersionThatIsNotSealed() {
    over(seal(OLD, "pope", "yes", "a"));
    assertThrows(ReplayRefused.class, () -> rescore(Optional.empty(), Optional.of(NEW)));
  }

  private String seal(String version, String rule, String truth, String... ids) {
    ObjectNode[] items =
        IntStream.range(0, ids.length)
            .mapToObj(at ->
                FakeBenchmarkGateway.item(
                    "all", ids[at], "", "Is there an " + ids[at] + "?", truth))
            .toArray(ObjectNode[]::new);
    String reference = gateway().seal("mine", version, rule, items);
    listed.put(reference, List.of(items));
    return reference;
  }

  private final Map<String, List<ObjectNode>> listed = new TreeMap<>();

  private void over(String reference) {
    var answers = new TreeMap<String, String>();
    for (ObjectNode item : listed.getOrDefault(reference, List.of()))
      answers.put(item.path("id").asText(), "to " + item.path("questionId").asText());
    gateway().over("old", reference, answers);
  }

  private Outcome rescore(Optional<String> parser, Optional<String> truth)
      throws InterruptedException {
    var console =
        new Console(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            InstantSource.system());
    return new RescoreRun(new Gateway(gateway().url(), time -> {}), time -> {}, console)
        .of(List.of(new RescoreRequest("old", parser, truth)))
        .getFirst();
  }

  private List<String> sent(Outcome outcome) {
    return List.copyOf(gateway().evaluation(outcome.state().id()).answers.keySet());
  }

  private FakeBenchmarkGateway gateway() {
    return started.orElseThrow();
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
