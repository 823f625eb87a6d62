package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `evaluate --batch-sizes` ends with 0 only where every size ran and every item has one text.
class BatchSizesTest {
  @Test
  void saysThatAllItemsHaveOneTextAndAsksTheFirstOnesVersionAgain() throws IOException {
    try (FakeGateway gateway = new FakeGateway()) {
      evaluation(gateway, "a", "complete");
      evaluation(gateway, "b", "complete");
      ran(gateway, "a", 1);
      ran(gateway, "b", 8);
      answers(gateway, "a", page("1", "yes", Optional.of("1")), page("2", "no", Optional.empty()));
      answers(gateway, "b", both("yes", "no"));
      CommandRun run = evaluate(gateway, "1,8");
      assertEquals(ExitCode.DONE, run.code(), run.err());
      assertTrue(run.out().contains("All 2 items have one text with 1, 8."), run.out());
      assertEquals(
          List.of(
              "{\"benchmark\":\"nlvr\",\"arm\":\"viral\",\"batch\":1,\"uncached\":true}",
              "{\"benchmark\":\"nlvr@v\",\"model\":\"viral-0-a\",\"batch\":8,\"uncached\":true}"),
          gateway.requests().stream()
              .filter(request -> request.line().startsWith("POST"))
              .map(FakeGateway.Request::body)
              .toList());
    }
  }

  @Test
  void namesTheItemsThatDifferWithTheirTexts() throws IOException {
    try (FakeGateway gateway = new FakeGateway()) {
      evaluation(gateway, "a", "complete");
      evaluation(gateway, "b", "complete");
      ran(gateway, "a", 1);
      ran(gateway, "b", 8);
      answers(gateway, "a", both("yes", "no"));
      answers(gateway, "b", both("yes", "yes"));
      CommandRun run = evaluate(gateway, "1,8");
      assertEquals(ExitCode.FAILED, run.code());
      assertTrue(
          run.out()
              .contains(
                  "1 of 2 items differ; the first:\n  2\n    batch 1: \"no\"\n    batch 8: \"yes\""),
          run.out());
    }
  }

  @Test
  void takesAnItemThatOneDidNotAnswerForADifference() throws IOException {
    try (FakeGateway gateway = new FakeGateway()) {
      evaluation(gateway, "a", "complete");
      evaluation(gateway, "b", "complete");
      ran(gateway, "a", 1);
      ran(gateway, "b", 8);
      answers(gateway, "a", both("yes", "no"));
      answers(gateway, "b", page("2", "no", Optional.empty()));
      JsonNode json = new ObjectMapper().readTree(evaluate(gateway, "1,8", "--json").last());
      JsonNode sizes = json.path("batchSizes");
      assertEquals(2, sizes.path("items").asInt());
      assertEquals(1, sizes.path("differing").asInt());
      assertEquals("[\"yes\",null]", sizes.path("differences").path(0).path("texts").toString());
      assertEquals(
          "{\"size\":8,\"evaluation\":\"b\",\"state\":\"complete\",\"reached\":true,"
              + "\"ran\":[{\"batch\":1,\"items\":1},{\"batch\":8,\"items\":1}]}",
          sizes.path("sizes").path(1).toString());
    }
  }

  @Test
  void failsWhereNoBatchOfASizeRan() throws IOException {
    try (FakeGateway gateway = new FakeGateway()) {
      evaluation(gateway, "a", "complete");
      evaluation(gateway, "b", "complete");
      ran(gateway, "a", 1);
      ran(gateway, "b", 4);
      answers(gateway, "a", both("yes", "no"));
      answers(gateway, "b", both("yes", "no"));
      CommandRun run = evaluate(gateway, "1,8");
      assertEquals(ExitCode.FAILED, run.code());
      assertTrue(run.out().contains("batch 8 was not reached: at most 4 ran together"), run.out());
    }
  }

  @Test
  void comparesNothingWhereAnEvaluationIsGivenUp() throws IOException {
    try (FakeGateway gateway = new FakeGateway()) {
      evaluation(gateway, "a", "failed");
      CommandRun run = evaluate(gateway, "1,8");
      assertEquals(ExitCode.FAILED, run.code());
      assertTrue(
          run.out().contains("batch 1: not every item was answered, nothing is compared"),
          run.out());
    }
  }

  @Test
  void refusesASizeAboveTheWorkersBeforeItAsksAnything() throws IOException {
    try (FakeGateway gateway = new FakeGateway()) {
      CommandRun run = evaluate(gateway, "1,17");
      assertEquals(ExitCode.USAGE, run.code());
      assertTrue(run.err().contains("--batch-sizes: 17, expected 1 to 16"), run.err());
      assertEquals(List.of(), gateway.requests());
    }
  }

  @Test
  void wantsTwoSizesOrMoreEachOnce() throws IOException {
    try (FakeGateway gateway = new FakeGateway()) {
      assertEquals(ExitCode.USAGE, evaluate(gateway, "8").code());
      assertEquals(ExitCode.USAGE, evaluate(gateway, "8,8,1").code());
    }
  }

  private static void evaluation(FakeGateway gateway, String id, String state) {
    String body =
        "{\"id\":\""
            + id
            + "\",\"benchmark\":\"nlvr\",\"version\":\"v\",\"model\":\"viral-0-a\",\"items\":2,"
            + "\"state\":\""
            + state
            + "\",\"scored\":2,\"failed\":0}";
    gateway.on("POST /v1/evaluations", 202, body);
    gateway.on("GET /v1/evaluations/" + id, 200, body);
    gateway.on(
        "GET /v1/results",
        200,
        "{\"evaluations\":[{\"id\":\"" + id + "\",\"items\":2,\"answered\":2,\"failed\":0}]}");
  }

  private static void ran(FakeGateway gateway, String id, int largest) {
    String first = largest == 1 ? "" : "{\"batch\":1,\"items\":1},";
    gateway.on(
        "GET /v1/evaluations/" + id + "/batches",
        200,
        "{\"batches\":[" + first + "{\"batch\":" + largest + ",\"items\":1}]}");
  }

  private static void answers(FakeGateway gateway, String id, String... pages) {
    for (String page : pages) gateway.on("GET /v1/evaluations/" + id + "/answers", 200, page);
  }

  private static String both(String first, String second) {
    return "{\"answers\":[" + answer("1", first) + "," + answer("2", second) + "],\"next\":null}";
  }

  private static String page(String item, String text, Optional<String> next) {
    String after = next.map(id -> "\"" + id + "\"").orElse("null");
    return "{\"answers\":[" + answer(item, text) + "],\"next\":" + after + "}";
  }

  private static String answer(String item, String text) {
    return "{\"item\":\"" + item + "\",\"answer\":\"" + text + "\"}";
  }

  private static CommandRun evaluate(FakeGateway gateway, String sizes, String... more) {
    String arm = "--arm=viral";
    String url = "--gateway=" + gateway.url();
    return more.length == 0
        ? CommandRun.of("evaluate", "--benchmark=nlvr", arm, "--batch-sizes=" + sizes, url)
        : CommandRun.of(
            "evaluate", "--benchmark=nlvr", arm, "--batch-sizes=" + sizes, url, more[0]);
  }
}
