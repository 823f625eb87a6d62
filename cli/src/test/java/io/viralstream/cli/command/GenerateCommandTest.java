package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `generate` on tiny checkpoints in the real layouts, against what transformers says with them.
class GenerateCommandTest {
  private static final String FIRST = "Is there a red circle in the image?";
  private static final String SECOND = "How many?";

  private final GoldenModel golden = GoldenModel.of("llava-vicuna-clip");

  @TempDir Path folder;

  @Test
  void saysInABatchWhatTransformersSays() throws IOException {
    CommandRun run = generate(pair(FIRST), pair(SECOND), List.of("--max-tokens", "10", "--json"));
    assertEquals(ExitCode.DONE, run.code(), run.err());
    JsonNode outputs = json(run).get("outputs");
    assertEquals(2, outputs.size());
    for (int i = 0; i < 2; i++) assertAsReference(i, outputs.get(i));
  }

  @Test
  void saysAloneWhatTransformersSays() throws IOException {
    CommandRun run = generate(pair(SECOND), List.of("--max-tokens", "10", "--json"));
    assertAsReference(1, json(run).get("outputs").get(0));
  }

  @Test
  void answersAQuestionWithAnImageMarkerAsOneWithout() throws IOException {
    CommandRun run = generate(pair("<image>\n" + SECOND), List.of("--max-tokens", "10", "--json"));
    assertAsReference(1, json(run).get("outputs").get(0));
  }

  @Test
  void refusesAnImageMarkerWithoutPicture() {
    CommandRun run = generate(List.of("--prompt", "<image>\nHow many?"));
    assertEquals(ExitCode.REFUSED, run.code());
    assertTrue(run.err().contains("prompt has <image>, but no picture is given"), run.err());
  }

  @Test
  void answersTextAlone() throws IOException {
    CommandRun run =
        generate(List.of("--prompt", "Describe the picture.", "--max-tokens", "10", "--json"));
    assertAsReference(3, json(run).get("outputs").get(0));
  }

  @Test
  void printsNothingThatMovesTheCursor() {
    CommandRun run = generate(pair(SECOND), List.of("--max-tokens", "10"));
    assertEquals(ExitCode.DONE, run.code());
    assertTrue(run.out().contains("an"), run.out());
    assertFalse(run.out().contains("\u001b"));
  }

  @Test
  void drawsEquallyWithEqualSeeds() throws IOException {
    var options = List.of("--max-tokens", "10", "--temperature", "2", "--seed", "5", "--json");
    var other = List.of("--max-tokens", "10", "--temperature", "2", "--seed", "6", "--json");
    JsonNode said = json(generate(pair(FIRST), options)).get("outputs");
    assertEquals(said, json(generate(pair(FIRST), options)).get("outputs"));
    assertFalse(said.equals(json(generate(pair(FIRST), other)).get("outputs")));
  }

  @Test
  void wantsPicturesAndPromptsInPairs() {
    CommandRun run = generate(pair(FIRST), List.of("--image", golden.picture()));
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.err().contains("--image 2 times and --prompt 1 times"), run.err());
  }

  @Test
  void refusesBoundsByName() {
    CommandRun run = generate(pair(FIRST), List.of("--top-p", "2"));
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.err().contains("topP=2.0, expected above 0 to 1"), run.err());
  }

  @Test
  void namesFileAndTensorThatAreWrong() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    try (Stream<Path> files = Files.list(golden.directory())) {
      for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
    }
    Path config = copy.resolve("config.json");
    Files.writeString(
        config, Files.readString(config).replace("\"patch_size\": 7", "\"patch_size\": 14"));
    var run = CommandRun.of("generate", "--model", copy.toString(), "--prompt", "How?");
    assertEquals(ExitCode.REFUSED, run.code(), run.err());
    assertTrue(run.err().contains("patch_embedding.weight"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  @Test
  void namesAPictureThatIsNone() throws IOException {
    Path text = Files.writeString(folder.resolve("cat.png"), "no picture");
    CommandRun run = generate(List.of("--image", text.toString(), "--prompt", "How?"));
    assertEquals(ExitCode.REFUSED, run.code());
    assertTrue(run.err().contains("cat.png: type: only PNG and JPEG are taken"), run.err());
    CommandRun missing =
        generate(List.of("--image", folder.resolve("x").toString(), "--prompt", "How?"));
    assertTrue(missing.err().contains("x: no such file"), missing.err());
  }

  private void assertAsReference(int i, JsonNode output) throws IOException {
    JsonNode reference = golden.reference();
    assertEquals(reference.get("alone").get(i), output.get("tokens"));
    assertEquals(reference.get("texts").get(i), output.get("text"));
    assertEquals(reference.get("finish").get(i), output.get("finish"));
    assertEquals(reference.get("ids").get(i).size(), output.get("promptTokens").asInt());
    assertEquals(reference.get("alone").get(i).size(), output.get("completionTokens").asInt());
  }

  private List<String> pair(String prompt) {
    return List.of("--image", golden.picture(), "--prompt", prompt);
  }

  @SafeVarargs
  private CommandRun generate(List<String>... parts) {
    var arguments = new ArrayList<>(List.of("generate", "--model", golden.path()));
    for (List<String> part : parts) arguments.addAll(part);
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.last());
  }
}
