package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.replay.FakeBenchmarkGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `replay` takes the files that people have, or says by name what it cannot take.
class ReplayCommandTest {
  @TempDir private Path folder = Path.of("");
  private Optional<FakeBenchmarkGateway> started = Optional.empty();

  @BeforeEach
  void writeFilesAsLlavaDoes() throws IOException {
    started = Optional.of(new FakeBenchmarkGateway());
    var labels = new StringBuilder();
    var questions = new StringBuilder();
    var answers = new StringBuilder();
    for (int id = 1; id <= 4; id++) {
      String image = "COCO_" + id + ".jpg";
      String asked = "Is there a dog in the image?";
      String appended = asked + "\\nAnswer the question using a single word or phrase.";
      labels.append(
          "{\"question_id\":%d,\"image\":\"%s\",\"text\":\"%s\",\"label\":\"%s\"}\n"
              .formatted(id, image, asked, id % 2 == 0 ? "yes" : "no"));
      questions.append(
          "{\"question_id\":%d,\"image\":\"%s\",\"text\":\"%s\",\"category\":\"random\"}\n"
              .formatted(100 + id, image, appended));
      answers.append(
          "{\"question_id\":%d,\"prompt\":\"%s\",\"text\":\"No\",\"model_id\":\"m\"}\n"
              .formatted(100 + id, appended));
    }
    Files.writeString(folder.resolve("labels.json"), labels);
    Files.writeString(folder.resolve("questions.jsonl"), questions);
    Files.writeString(folder.resolve("answers.jsonl"), answers);
  }

  @AfterEach
  void stop() {
    gateway().close();
  }

  @Test
  void joinsAnswersQuestionsAndLabelsOfPope() {
    CommandRun run = replay("--questions", at("questions.jsonl"), "--labels", random());
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertEquals(4, gateway().only().answers.size());
    assertEquals("pope", gateway().sealed().getFirst().path("rule").asText());
    assertTrue(run.last().startsWith("{\"evaluations\":["), run.last());
  }

  @Test
  void takesTheRuleThatIsSaid() {
    CommandRun run =
        replay("--questions", at("questions.jsonl"), "--labels", random(), "--rule", "mmstar");
    assertEquals(ExitCode.REFUSED, run.code(), run.err());
    assertEquals(List.of(), sent());
  }

  @Test
  void asksForTheSplitThatIsNotSaid() {
    CommandRun run = replay("--questions", at("questions.jsonl"), "--labels", at("labels.json"));
    assertEquals(ExitCode.REFUSED, run.code(), run.err());
    assertTrue(run.err().contains("labels.json"), run.err());
    assertEquals(List.of(), sent());
  }

  @Test
  void sendsNothingOfAFileThatIsCutOff() throws IOException {
    String whole = Files.readString(folder.resolve("answers.jsonl"));
    Files.writeString(folder.resolve("answers.jsonl"), whole.substring(0, whole.length() - 30));
    CommandRun run = replay("--questions", at("questions.jsonl"), "--labels", random());
    assertEquals(ExitCode.REFUSED, run.code(), run.err());
    assertTrue(run.err().contains("answers.jsonl, line 4"), run.err());
    assertEquals(List.of(), sent());
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    CommandRun run = replay("--questions", at("nothing.jsonl"), "--labels", random());
    assertTrue(run.code() != ExitCode.DONE);
    assertTrue(run.err().contains("nothing.jsonl: there is no such file"), run.err());
  }

  @Test
  void leavesNothingBehindInTheStateFolder() throws IOException {
    replay("--questions", at("questions.jsonl"), "--labels", random());
    try (var left = Files.list(folder.resolve("state/replays"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void namesTheRulesWhereTheBenchmarksNameIsNone() {
    CommandRun run =
        CommandRun.of(
            "replay",
            at("answers.jsonl"),
            "--benchmark",
            "mine",
            "--model",
            "m",
            "--gateway",
            gateway().url().toString());
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(
        run.err().contains("--rule: no rule has the name mine, expected generic"), run.err());
  }

  private CommandRun replay(String... more) {
    var arguments =
        new ArrayList<>(List.of("replay", at("answers.jsonl"), "--benchmark", "pope", "--model"));
    arguments.addAll(List.of("llava-v1.5-13b", "--json", "--state", at("state"), "--gateway"));
    arguments.add(gateway().url().toString());
    arguments.addAll(List.of(more));
    return CommandRun.of(Map.of(), arguments.toArray(String[]::new));
  }

  /// What changed anything.
  private List<String> sent() {
    return gateway().lines().stream().filter(line -> !line.startsWith("GET")).toList();
  }

  private String random() {
    return "random=" + at("labels.json");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private FakeBenchmarkGateway gateway() {
    return started.orElseThrow();
  }
}
