package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir Path folder;

  @Test
  void saysWhatACheckpointIsAndNeeds() throws IOException {
    var run = CommandRun.of("inspect", GoldenModel.of("llava-vicuna-clip").path(), "--json");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    JsonNode json = new ObjectMapper().readTree(run.last());
    assertEquals("llava: llama and clip", json.get("family").asText());
    assertTrue(json.get("parameters").asLong() > 10_000);
    assertTrue(json.get("bytesToTrain").asLong() > 4 * json.get("parameters").asLong());
    assertEquals(0, json.get("problems").size());
  }

  @Test
  void saysHowAModelIsAskedAndWhatItTakes() throws IOException {
    var run = CommandRun.of("inspect", GoldenModel.of("llava-vicuna-clip").path(), "--json");
    JsonNode serving = new ObjectMapper().readTree(run.last()).get("serving");
    assertEquals("chat template", serving.get("prompt").asText());
    assertEquals(2, serving.get("endTokens").get(0).get("id").asInt());
    assertEquals("</s>", serving.get("endTokens").get(0).get("name").asText());
    assertEquals(256, serving.get("context").asInt());
    assertEquals(28, serving.get("picture").get("side").asInt());
    assertEquals(16, serving.get("picture").get("positions").asInt());
    assertTrue(run.err().contains("ends with   2 </s>"), run.err());
    assertTrue(run.err().contains("28 x 28 pixels, 16 positions"), run.err());
  }

  /// A position takes 8·2·32 bytes of keys and values, and 4·(5·32 + 8·32) of activations.
  @Test
  void tellsTheMemoryOfAShorterSequence() throws IOException {
    String model = GoldenModel.of("llava-vicuna-clip").path();
    long whole = bytesToServe("inspect", model, "--json");
    long shorter = bytesToServe("inspect", model, "--context", "128", "--json");
    assertEquals(128 * (8 * 2 * 32 + 4 * 13 * 32), whole - shorter);
    var wrong = CommandRun.of("inspect", model, "--context", "257");
    assertEquals(ExitCode.USAGE, wrong.code());
    assertTrue(wrong.err().contains("--context=257, the model has 256"), wrong.err());
  }

  private static long bytesToServe(String... words) throws IOException {
    var run = CommandRun.of(words);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    return new ObjectMapper().readTree(run.last()).get("bytesToServe").asLong();
  }

  @Test
  void tellsTheMemoryOfARecipePartByPart() throws IOException {
    String model = GoldenModel.of("llava-vicuna-clip").path();
    String teacher = GoldenModel.of("dinov2").path();
    var run =
        CommandRun.of(
            "inspect", model, "--recipe", "stage2", "--teacher", teacher, "--rank", "4", "--json");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    JsonNode inspected = new ObjectMapper().readTree(run.last());
    JsonNode training = inspected.get("training");
    assertEquals("stage2", training.get("recipe").asText());
    assertEquals(128, training.get("batch").asInt());
    assertEquals(8, training.get("microBatch").asInt());
    assertEquals(256, training.get("length").asInt());
    JsonNode kept = training.get("kept");
    JsonNode recomputed = training.get("recomputed");
    long weights =
        kept.get("languageModel").asLong()
            + kept.get("encoder").asLong()
            + kept.get("projector").asLong();
    assertEquals(4 * inspected.get("parameters").asLong(), weights);
    assertTrue(kept.get("teacher").asLong() > 0);
    assertTrue(recomputed.get("activations").asLong() < kept.get("activations").asLong());
    assertEquals(kept.get("moments").asLong(), recomputed.get("moments").asLong());
    assertTrue(training.get("available").asLong() > 0);
    assertEquals(128, kept.get("chosenMicroBatch").asInt());
    assertTrue(run.err().contains("alignment projector"), run.err());
    assertTrue(run.err().contains("passes of"), run.err());
  }

  @Test
  void tellsTheMemoryOfAPublishedModelInFullByBothOfItsNames() throws IOException {
    JsonNode full = training("full");
    JsonNode finetune = training("finetune");
    assertEquals(full.get("kept"), finetune.get("kept"));
    assertEquals(128, finetune.get("batch").asInt());
    long trained =
        full.get("kept").get("languageModel").asLong() + full.get("kept").get("projector").asLong();
    assertEquals(2 * trained, finetune.get("kept").get("moments").asLong());
  }

  private static JsonNode training(String recipe) throws IOException {
    String model = GoldenModel.of("llava-vicuna-clip").path();
    var run = CommandRun.of("inspect", model, "--recipe", recipe, "--json");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    return new ObjectMapper().readTree(run.last()).get("training");
  }

  @Test
  void refusesAQuestionOfMemoryThatMakesNoSense() {
    String model = GoldenModel.of("llava-vicuna-clip").path();
    assertRefused("need --recipe", "inspect", model, "--batch", "4");
    assertRefused("--recipe stage2", "inspect", model, "--recipe", "full", "--rank", "4");
    assertRefused(
        "microBatch=5", "inspect", model, "--recipe", "full", "--batch", "4", "--micro-batch", "5");
    assertRefused("--length=257", "inspect", model, "--recipe", "full", "--length", "257");
  }

  private static void assertRefused(String reason, String... words) {
    var run = CommandRun.of(words);
    assertEquals(ExitCode.USAGE, run.code(), run.err());
    assertTrue(run.err().contains(reason), run.err());
  }

  @Test
  void knowsATeacherThatHasAPartForItsEncoder() throws IOException {
    var run = CommandRun.of("inspect", GoldenModel.of("sam").path(), "--json");
    assertEquals(ExitCode.DONE, run.code(), run.out());
    assertEquals("sam", new ObjectMapper().readTree(run.last()).get("family").asText());
  }

  @Test
  void listsProblemsAndEndsAsRefused() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
    var run = CommandRun.of("inspect", folder.toString());
    assertEquals(ExitCode.REFUSED, run.code());
    assertTrue(run.out().contains("safetensors"), run.out());
    assertTrue(run.out().contains("tokenizer.json"), run.out());
  }
}
