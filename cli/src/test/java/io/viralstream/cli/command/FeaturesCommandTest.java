package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.models.checkpoint.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `features` writes the tensors that transformers has for the same picture and question.
class FeaturesCommandTest {
  private final GoldenModel golden = GoldenModel.of("llava-vicuna-clip");
  private final GoldenModel teacher = GoldenModel.of("dinov2");

  @TempDir Path folder;

  @Test
  void writesWhatTransformersComputes() throws IOException {
    Path out = folder.resolve("cat.safetensors");
    Files.writeString(out, "an older one");
    var run =
        CommandRun.of(
            "features",
            "--model",
            golden.path(),
            "--image",
            golden.picture(),
            "--prompt",
            "Is there a red circle in the image?",
            "--layers",
            "0,1",
            "--teacher",
            teacher.path(),
            "--out",
            out.toString(),
            "--json");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    var reference = Safetensors.open(golden.directory().resolve("reference.safetensors"));
    var written = Safetensors.open(out);
    for (String name : new String[] {"vision", "projected", "hidden.0", "hidden.1", "logits"}) {
      assertClose(reference.tensor(name).floats(), written.tensor(name).floats(), name);
    }
    assertEquals(
        -1, reference.tensor("pixels_u8").data().mismatch(written.tensor("pixels_u8").data()));
    assertEquals(
        written.tensor("vision").shape().getFirst(), written.tensor("teacher").shape().getFirst());
    JsonNode listed = new ObjectMapper().readTree(run.last()).get("tensors");
    assertEquals(7, listed.size());
    assertEquals("pixels_u8", listed.get(0).get("name").asText());
  }

  @Test
  void writesATeacherAlone() throws IOException {
    Path out = folder.resolve("y.safetensors");
    CommandRun run = alone(out, "--size", "28");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    var written = Safetensors.open(out);
    assertEquals(1, written.tensors().size());
    assertEquals(16, written.tensor("teacher").shape().getFirst());
  }

  @Test
  void wantsASizeForATeacherAlone() {
    assertEquals(ExitCode.USAGE, alone(folder.resolve("y")).code());
    assertEquals(ExitCode.USAGE, alone(folder.resolve("y"), "--size", "0").code());
  }

  @Test
  void refusesALayerThatTheModelDoesNotHave() {
    var run =
        CommandRun.of(
            "features",
            "--model",
            golden.path(),
            "--image",
            golden.picture(),
            "--layers",
            "99",
            "--out",
            folder.resolve("x").toString());
    assertEquals(ExitCode.REFUSED, run.code());
    assertTrue(run.err().contains("layer=99, expected 0 to"), run.err());
  }

  @Test
  void wantsSomethingAskedWhereTheFrameHasNoWordsOfItsOwn() {
    var run =
        CommandRun.of(
            "features",
            "--model",
            golden.path(),
            "--image",
            golden.picture(),
            "--prompt-style",
            "plain",
            "--out",
            folder.resolve("x").toString());
    assertEquals(ExitCode.REFUSED, run.code());
    assertTrue(run.err().contains("prompt: nothing is asked"), run.err());
  }

  private CommandRun alone(Path out, String... more) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("features", "--teacher", teacher.path()));
    arguments.addAll(List.of("--image", golden.picture(), "--out", out.toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  /// The references have a batch of one in front.
  private static void assertClose(float[] expected, float[] actual, String name) {
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 2e-5 * Math.max(1, Math.abs(expected[i])), name);
    }
  }
}
