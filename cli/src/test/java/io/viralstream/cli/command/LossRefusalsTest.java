package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `loss` takes at its edges, and what it refuses by file, sample, option or tensor.
class LossRefusalsTest {
  private static final GoldenModel STUDENT = GoldenModel.of("llava-vicuna-clip");
  private static final GoldenModel TEACHER = GoldenModel.of("dinov2");
  private static final Path TRAINING = GoldenModel.of("training").directory();

  @TempDir Path folder;

  private static String sample(String image, String question, String answer) {
    String picture = image.isEmpty() ? "" : "\"image\": \"" + image + "\", ";
    return "{\"id\": \"s\", "
        + picture
        + "\"conversations\": [{\"from\": \"human\", \"value\": \""
        + question
        + "\"}, {\"from\": \"gpt\", \"value\": \""
        + answer
        + "\"}]}";
  }

  private CommandRun run(String data, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("data.jsonl"), data);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "loss",
                "--json",
                "--model",
                STUDENT.path(),
                "--data",
                file.toString(),
                "--images",
                TRAINING.resolve("pictures").toString()));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static void assertRefused(int code, String reason, CommandRun run) {
    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(reason), run.err());
  }

  private static String good() {
    return sample("wide.png", "<image>\\nWhat is it?", "a cat");
  }

  private static JsonNode only(CommandRun run) throws IOException {
    assertEquals(ExitCode.DONE, run.code(), run.err());
    return new ObjectMapper().readTree(run.last()).get("samples").get(0);
  }

  @Test
  void refusesBrainFloatForALanguageModelThatIsTrainedInFull() throws IOException {
    assertRefused(
        ExitCode.USAGE,
        "--weights=bf16, expected f32 where LM_θ is trained in full",
        run(good(), "--train", "full", "--weights", "bf16"));
  }

  @Test
  void refusesAnAdapterBesideALanguageModelThatIsTrainedInFull() throws IOException {
    String adapter = GoldenModel.of("adapter-today").path();
    assertRefused(
        ExitCode.USAGE,
        "--adapter: --train full",
        run(good(), "--train", "full", "--adapter", adapter));
    Path beside = GoldenModel.of("adapter-today").directory();
    Path model = Files.createDirectory(folder.resolve("model"));
    for (Path from : List.of(STUDENT.directory(), beside)) {
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.toList()) {
          if (!Files.exists(model.resolve(file.getFileName()))) {
            Files.copy(file, model.resolve(file.getFileName()));
          }
        }
      }
    }
    String data =
        Files.writeString(folder.resolve("text.jsonl"), sample("", "Who?", "I.")).toString();
    assertRefused(
        ExitCode.REFUSED,
        "an adapter stands beside the language model",
        CommandRun.of("loss", "--model", model.toString(), "--data", data, "--train", "full"));
  }

  @Test
  void skipsASampleWhoseGridIsNotTheTeachersAndSaysSo() throws IOException {
    String clip = GoldenModel.of("clip-two-towers").path();
    CommandRun run = run(good(), "--teacher", clip);
    assertTrue(only(run).get("vra").isNull());
    assertEquals(only(run).get("lm"), only(run).get("total"));
    assertTrue(run.err().contains("the teacher's grid is another"), run.err());
    for (String how : List.of("positions", "resized")) {
      JsonNode fitted = only(run(good(), "--teacher", clip, "--teacher-grid", how));
      assertTrue(fitted.get("vra").isNumber(), how);
    }
  }

  @Test
  void givesATextAloneItsLanguageLossAlone() throws IOException {
    JsonNode text = only(run(sample("", "How many?", "three"), "--teacher", TEACHER.path()));
    assertTrue(text.get("vra").isNull());
    assertEquals(text.get("lm"), text.get("total"));
  }

  @Test
  void learnsTheTokensOfAnAnswerThatAreWithinTheLength() throws IOException {
    String long1 = sample("wide.png", "<image>\\nWhat is it?", "a cat and a dog and a ring");
    int whole = only(run(long1)).get("answerTokens").asInt();
    CommandRun none = run(long1, "--length", "20");
    assertRefused(ExitCode.REFUSED, "data.jsonl, line 1, object 1 (sample s)", none);
    assertTrue(none.err().contains("no answer token"), none.err());
    int length = 0;
    for (int each = 40; each < 400 && length == 0; each++) {
      CommandRun cut = run(long1, "--length", String.valueOf(each));
      if (cut.code() == ExitCode.DONE) length = each;
    }
    assertEquals(
        1, only(run(long1, "--length", String.valueOf(length))).get("answerTokens").asInt());
    assertTrue(whole > 1);
  }

  @Test
  void refusesAFileForASampleThatCannotBeLearnt() throws IOException {
    String place = "data.jsonl, line 2, object 2";
    for (String bad :
        List.of(
            sample("gone.png", "<image>\\nWhat is it?", "a cat"),
            sample("../data.jsonl", "<image>\\nWhat is it?", "a cat"),
            sample("", "<image>\\nWhat is it?", "a cat"),
            sample("wide.png", "<image>\\nWhat is it?", " "),
            "{\"id\": 3, \"conversations\": []}",
            "{\"id\": ")) {
      assertRefused(ExitCode.REFUSED, place, run(good() + "\n" + bad + "\n"));
    }
    assertRefused(ExitCode.REFUSED, "data.jsonl: has no sample", run(""));
  }

  @Test
  void refusesLayersAndLambdasThatAreOutOfRange() throws IOException {
    String teacher = TEACHER.path();
    assertRefused(
        ExitCode.REFUSED,
        "layer=3, expected 1 to 2",
        run(good(), "--teacher", teacher, "--layer", "3"));
    assertRefused(
        ExitCode.REFUSED,
        "layer=0, expected 1 to 2",
        run(good(), "--teacher", teacher, "--layer", "0"));
    assertRefused(
        ExitCode.USAGE, "each layer once", run(good(), "--teacher", teacher, "--layer", "1,1"));
    assertRefused(
        ExitCode.USAGE, "lambda=-1.0", run(good(), "--teacher", teacher, "--lambda", "-1"));
    assertRefused(ExitCode.USAGE, "--lr=0.0", run(good(), "--steps", "1", "--lr", "0"));
  }

  @Test
  void refusesOptionsThatDoNotFitTheObjective() throws IOException {
    Path file = TRAINING.resolve("vicuna-cosine").resolve("alignment.safetensors");
    String teacher = TEACHER.path();
    assertRefused(
        ExitCode.USAGE,
        "encoder takes no teacher",
        run(good(), "--objective", "encoder", "--teacher", teacher));
    assertRefused(
        ExitCode.USAGE, "relation needs --teacher", run(good(), "--objective", "relation"));
    assertRefused(
        ExitCode.USAGE,
        "has no P_π",
        run(
            good(),
            "--objective",
            "relation",
            "--teacher",
            teacher,
            "--alignment",
            file.toString()));
    assertRefused(ExitCode.USAGE, "without --teacher", run(good(), "--alignment", file.toString()));
  }

  @Test
  void refusesAProjectorOfOtherWidthsOrThatIsNotFinite() throws IOException {
    Path other = folder.resolve("other.safetensors");
    SafetensorsWriter.write(other, projector(5, 0));
    assertRefused(
        ExitCode.REFUSED,
        "other.safetensors: tensor layers.0.weight",
        run(good(), "--teacher", TEACHER.path(), "--alignment", other.toString()));
    Path infinite = folder.resolve("infinite.safetensors");
    SafetensorsWriter.write(infinite, projector(32, Float.POSITIVE_INFINITY));
    assertRefused(
        ExitCode.REFUSED,
        "is not finite",
        run(good(), "--teacher", TEACHER.path(), "--alignment", infinite.toString()));
  }

  /// From a width to 32, three wide between.
  private static List<StoredTensor> projector(int width, float value) {
    List<StoredTensor> tensors = new ArrayList<>();
    int[][] shapes = {{3, width}, {3, 3}, {32, 3}};
    for (int i = 0; i < shapes.length; i++) {
      float[] weights = new float[shapes[i][0] * shapes[i][1]];
      weights[0] = value;
      String layer = "layers." + 2 * i;
      tensors.add(
          StoredTensor.f32(layer + ".weight", new long[] {shapes[i][0], shapes[i][1]}, weights));
      tensors.add(
          StoredTensor.f32(layer + ".bias", new long[] {shapes[i][0]}, new float[shapes[i][0]]));
    }
    return tensors;
  }

  @Test
  void refusesAnAdapterOfAnotherBase() throws IOException {
    assertRefused(
        ExitCode.REFUSED,
        "adapter_model.safetensors",
        run(good(), "--adapter", GoldenModel.of("adapter-qwen").path()));
  }

  @Test
  void refusesToAlignALanguageModelAlone() throws IOException {
    Path language = Files.createDirectory(folder.resolve("language"));
    for (String golden : List.of("llama-mha", "tokenizer-llama-legacy")) {
      for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
        Path file = GoldenModel.of(golden).directory().resolve(name);
        if (Files.exists(file)) Files.copy(file, language.resolve(name));
      }
    }
    CommandRun run =
        CommandRun.of(
            "loss",
            "--model",
            language.toString(),
            "--teacher",
            TEACHER.path(),
            "--data",
            Files.writeString(folder.resolve("t.jsonl"), sample("", "How many?", "three"))
                .toString());
    assertRefused(ExitCode.REFUSED, "language model alone", run);
  }
}
