package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// `evaluate` ends with 0 only when everything was answered and ClickHouse holds it.
class EvaluateCommandTest {
  private static final String RESULT =
      """
      {"evaluations":[{"id":"e","benchmark":"nlvr","version":"v","model":"viral-0-a","items":2,"answered":2,"failed":0,
      "scores":{"generic":{"existence":{"accuracy":0.5},"overall":{"accuracy":0.5,"yesRatio":1.0}}},
      "intervals":{"generic":{"overall":{"accuracy":[0.1,0.9]}}}}]}\
      """;

  @Test
  void followsTheEvaluationAndPrintsWhatClickHouseHolds() throws IOException {
    try (FakeGateway gateway = evaluating("complete", 2, 0)) {
      gateway.on("GET /v1/results", 200, "{\"evaluations\":[]}");
      gateway.on("GET /v1/results", 200, RESULT);
      CommandRun run = evaluate(gateway, "--benchmark", "nlvr");
      assertEquals(ExitCode.DONE, run.code(), run.err());
      assertTrue(run.out().contains("overall        .500  [.100, .900]   1.000"), run.out());
    }
  }

  @Test
  void printsTheAgreedShapeAsJson() throws IOException {
    try (FakeGateway gateway = evaluating("complete", 2, 0)) {
      gateway.on("GET /v1/results", 200, RESULT);
      String json = evaluate(gateway, "--benchmark", "nlvr", "--json").last();
      assertEquals(
          "{\"evaluations\":[{\"id\":\"e\",\"benchmark\":\"nlvr\",\"model\":\"viral-0-a\",\"items\":2,"
              + "\"answered\":2,\"failed\":0,\"scores\":{\"generic\":{\"existence\":{\"accuracy\":0.5},"
              + "\"overall\":{\"accuracy\":0.5,\"yesRatio\":1.0}}},"
              + "\"intervals\":{\"generic\":{\"overall\":{\"accuracy\":[0.1,0.9]}}}}]}",
          json);
    }
  }

  @Test
  void failsWhereAnItemFailed() throws IOException {
    try (FakeGateway gateway = evaluating("complete", 1, 1)) {
      gateway.on("GET /v1/results", 200, RESULT);
      assertEquals(ExitCode.FAILED, evaluate(gateway, "--benchmark", "nlvr").code());
    }
  }

  @Test
  void failsWhereTheEvaluationWasClosedAsFailed() throws IOException {
    try (FakeGateway gateway = evaluating("failed", 1, 0)) {
      assertEquals(ExitCode.FAILED, evaluate(gateway, "--benchmark", "nlvr").code());
    }
  }

  @Test
  void saysWhyTheGatewayRefuses() throws IOException {
    try (var gateway = new FakeGateway()) {
      gateway.on(
          "POST /v1/evaluations",
          422,
          "{\"title\":\"ambiguous\",\"detail\":\"two arms\",\"field\":\"model\"}");
      CommandRun run = evaluate(gateway, "--benchmark", "nlvr");
      assertEquals(ExitCode.REFUSED, run.code());
      assertTrue(run.err().contains("model: ambiguous: two arms"), run.err());
    }
  }

  @Test
  void cancels() throws IOException {
    try (var gateway = new FakeGateway()) {
      gateway.on("DELETE /v1/evaluations/e", 202, "");
      assertEquals(ExitCode.DONE, evaluate(gateway, "--cancel", "e").code());
    }
  }

  @Test
  void wantsABenchmarkOrSomethingToCancel() throws IOException {
    try (var gateway = new FakeGateway()) {
      assertEquals(ExitCode.USAGE, evaluate(gateway).code());
      assertEquals(
          ExitCode.USAGE,
          evaluate(gateway, "--benchmark", "b", "--model", "m", "--arm", "a").code());
    }
  }

  private static FakeGateway evaluating(String end, int scored, int failed) throws IOException {
    return new FakeGateway()
        .on("POST /v1/evaluations", 202, state("waiting", 0, 0))
        .on("GET /v1/evaluations/e", 200, state("running", 1, 0))
        .on("GET /v1/evaluations/e", 200, state(end, scored, failed));
  }

  private static String state(String state, int scored, int failed) {
    return "{\"id\":\"e\",\"benchmark\":\"nlvr\",\"version\":\"v\",\"model\":\"viral-0-a\",\"items\":2,\"state\":\""
        + state
        + "\",\"scored\":"
        + scored
        + ",\"failed\":"
        + failed
        + "}";
  }

  private static CommandRun evaluate(FakeGateway gateway, String... more) {
    var arguments = new String[more.length + 3];
    arguments[0] = "evaluate";
    System.arraycopy(more, 0, arguments, 1, more.length);
    arguments[more.length + 1] = "--gateway";
    arguments[more.length + 2] = gateway.url().toString();
    return CommandRun.of(arguments);
  }
}
