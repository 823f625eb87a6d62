package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `loss` computes what torch, transformers and peft compute of the same conversations.
class LossCommandTest {
  private static final Path CASES = GoldenModel.of("training").directory();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /// The folders with a `case.json`.
  static List<String> cases() throws IOException {
    try (Stream<Path> listed = Files.list(CASES)) {
      return listed
          .filter(path -> Files.exists(path.resolve("case.json")))
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesTheLossesGradientsAndStepsOfTheReference(String name) throws IOException {
    JsonNode settings = JSON.readTree(CASES.resolve(name).resolve("case.json").toFile());
    Path gradients = folder.resolve("gradients.safetensors");
    List<String> arguments = arguments(name, settings);
    arguments.addAll(List.of("--gradients", gradients.toString()));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertEquals(ExitCode.DONE, run.code(), run.err());
    JsonNode expected = JSON.readTree(CASES.resolve(name).resolve("expected.json").toFile());
    JsonNode found = JSON.readTree(run.last());
    assertSamples(expected.get("samples"), found.get("samples"));
    assertClose(expected.get("batch"), found.get("batch"), 1e-4, "batch");
    assertEquals(expected.get("trace").size(), found.get("trace").size());
    for (int i = 0; i < expected.get("trace").size(); i++) {
      JsonNode step = found.get("trace").get(i);
      assertEquals(i + 1, step.get("step").asInt());
      assertClose(expected.get("trace").get(i), step, 1e-3, "step " + (i + 1));
    }
    assertGradients(CASES.resolve(name).resolve("gradients.safetensors"), gradients);
  }

  private static List<String> arguments(String name, JsonNode settings) {
    List<String> arguments = new ArrayList<>(List.of("loss", "--json"));
    add(arguments, "--data", CASES.resolve("data.jsonl"));
    add(arguments, "--images", CASES.resolve("pictures"));
    for (String directory : List.of("model", "teacher", "adapter")) {
      if (settings.hasNonNull(directory)) {
        add(arguments, "--" + directory, GoldenModel.of(settings.get(directory).asText()).path());
      }
    }
    if (settings.hasNonNull("train")) add(arguments, "--train", settings.get("train").asText());
    if (settings.hasNonNull("alignment")) {
      add(arguments, "--alignment", CASES.resolve(name).resolve("alignment.safetensors"));
      add(arguments, "--projectors", settings.get("projectors").asText());
    }
    if (settings.hasNonNull("objective")) {
      add(arguments, "--objective", settings.get("objective").asText());
      add(arguments, "--lambda", settings.get("lambda").asText());
    }
    List<String> layers = new ArrayList<>();
    settings.path("layers").forEach(layer -> layers.add(layer.asText()));
    if (!layers.isEmpty()) add(arguments, "--layer", String.join(",", layers));
    add(arguments, "--residual", settings.path("residual").asText("none"));
    add(arguments, "--steps", settings.get("steps").asText());
    add(arguments, "--lr", settings.get("lr").asText());
    add(arguments, "--projector-lr", settings.get("projectorLr").asText());
    return arguments;
  }

  private static void add(List<String> arguments, String option, Object value) {
    arguments.addAll(List.of(option, value.toString()));
  }

  private static void assertSamples(JsonNode expected, JsonNode found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      String id = expected.get(i).get("id").asText();
      assertEquals(id, found.get(i).get("id").asText());
      assertEquals(
          expected.get(i).get("answerTokens").asInt(), found.get(i).get("answerTokens").asInt());
      assertClose(expected.get(i), found.get(i), 1e-4, id);
    }
  }

  private static void assertClose(JsonNode expected, JsonNode found, double most, String where) {
    for (String key : List.of("lm", "vra", "total")) {
      if (expected.get(key).isNull()) {
        assertTrue(found.get(key).isNull(), where + " " + key);
        continue;
      }
      assertEquals(
          expected.get(key).asDouble(), found.get(key).asDouble(), most, where + " " + key);
    }
  }

  /// To a thousandth of each tensor's norm.
  private static void assertGradients(Path expected, Path found) throws IOException {
    try (WeightFiles theirs = WeightFiles.file(expected);
        WeightFiles ours = WeightFiles.file(found)) {
      assertEquals(theirs.names(), ours.names());
      for (String name : theirs.names()) {
        StoredTensor gradient = theirs.tensor(name);
        assertEquals(gradient.shape(), ours.tensor(name).shape(), name);
        double norm = distance(gradient.floats(), new float[gradient.floats().length]);
        double difference = distance(gradient.floats(), ours.tensor(name).floats());
        assertTrue(difference <= 1e-3 * norm + 1e-9, name + ": " + difference + " of " + norm);
      }
    }
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) sum += Math.pow(one[i] - other[i], 2);
    return Math.sqrt(sum);
  }
}
