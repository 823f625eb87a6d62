package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    var json = new ObjectMapper().readTree(run.last());
    assertEquals("llava: llama and clip", json.get("family").asText());
    assertTrue(json.get("parameters").asLong() > 10_000);
    assertTrue(json.get("bytesToTrain").asLong() > 4 * json.get("parameters").asLong());
    assertEquals(0, json.get("problems").size());
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
