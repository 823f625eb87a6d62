package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.models.checkpoint.DefaultModel;
import io.viralstream.models.checkpoint.ElementType;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.Safetensors;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `analyse` on the default model, and on tiny published ones.
class AnalyseCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path model() throws IOException {
    return DefaultModel.in(folder.resolve("models")).path();
  }

  private static CommandRun analyse(Path model, Path out, String... more) {
    List<String> words = new ArrayList<>(List.of("analyse", "--model", model.toString()));
    words.addAll(List.of("--out", out.toString(), "--json"));
    words.addAll(Arrays.asList(more));
    return CommandRun.of(words.toArray(String[]::new));
  }

  private static double mean(CommandRun run, String measure, int layer) throws IOException {
    return figure(run, measure, layer).path("mean").asDouble();
  }

  private static double[] interval(CommandRun run, String measure, int layer) throws IOException {
    JsonNode ends = figure(run, measure, layer).path("interval");
    return new double[] {ends.get(0).asDouble(), ends.get(1).asDouble()};
  }

  /// @param layer -1 where it is of none
  private static JsonNode figure(CommandRun run, String measure, int layer) throws IOException {
    assertEquals(ExitCode.DONE, run.code(), run.err());
    for (JsonNode figure : JSON.readTree(run.last()).path("analyses").get(0).path("figures")) {
      boolean named = figure.path("measure").asText().equals(measure);
      if (named && figure.path("layer").asInt(-1) == layer) return figure;
    }
    throw new AssertionError(measure + " of layer " + layer + " is missing: " + run.last());
  }

  private static List<String> lines(Path out) throws IOException {
    return Files.readAllLines(out.resolve("rows.jsonl"));
  }

  /// Layer 3 puts out noise so much larger than what came in that F32 keeps nothing of that.
  private static Path swamped(Path model, Path copy) throws IOException {
    Files.createDirectories(copy);
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
    }
    var random = new SplittableRandom(5);
    List<StoredTensor> tensors = new ArrayList<>();
    for (StoredTensor tensor : Safetensors.open(model.resolve(ModelDirectory.WEIGHTS)).tensors()) {
      float[] values = tensor.floats();
      boolean attends = tensor.name().startsWith("language_model.model.layers.2.self_attn.");
      boolean silent =
          attends && (tensor.name().contains("q_proj") || tensor.name().contains("k_proj"));
      if (silent) Arrays.fill(values, 0);
      else if (attends)
        for (int i = 0; i < values.length; i++) values[i] = (float) (3e4 * random.nextGaussian());
      float[] bounded = values.clone();
      for (int i = 0; i < bounded.length; i++) bounded[i] = Math.clamp(values[i], -6e4f, 6e4f);
      assertEquals(ElementType.F16, tensor.type());
      tensors.add(StoredTensor.f16(tensor.name(), tensor.dimensions(), bounded));
    }
    SafetensorsWriter.replace(copy.resolve(ModelDirectory.WEIGHTS), tensors);
    return copy;
  }

  @Test
  void showsALayerOfNoiseInAlignmentProbeAndMargin() throws IOException {
    Path model = model();
    Path noise = swamped(model, folder.resolve("noise"));
    String[] asked = {"--scenes", "45", "--layers", "3", "--measure", "cknna,probe,margin"};
    CommandRun intact = analyse(model, folder.resolve("a"), asked);
    CommandRun swamped = analyse(noise, folder.resolve("b"), asked);
    for (String measure : List.of("cknna.encoder", "cknna.teacher", "probe.colour")) {
      double[] before = interval(intact, measure, 3);
      double[] after = interval(swamped, measure, 3);
      assertTrue(after[1] < before[0], measure + Arrays.toString(before) + Arrays.toString(after));
    }
    double[] encoder = interval(swamped, "probe.encoder.colour", -1);
    assertTrue(interval(swamped, "probe.colour", 3)[1] < encoder[0]);
    double[] before = interval(intact, "margin", -1);
    double[] after = interval(swamped, "margin", -1);
    assertTrue(before[1] < after[0] || after[1] < before[0]);
    assertArrayEquals(
        interval(intact, "probe.encoder.colour", -1), encoder); // what is before the layer stays
  }

  @Test
  void goesOnWhereItBrokeOffAndComesToTheSameSummary() throws IOException {
    Path model = model();
    Path out = folder.resolve("out");
    String[] asked = {"--scenes", "9", "--layers", "2", "--pictures", "0"};
    CommandRun whole = analyse(model, out, asked);
    List<String> rows = lines(out);
    assertEquals(9, rows.size());

    String torn = String.join("\n", rows.subList(0, 7)) + "\n" + rows.get(7).substring(0, 200);
    Files.writeString(out.resolve("rows.jsonl"), torn);
    CommandRun resumed = analyse(model, out, asked);
    assertEquals(rows, lines(out));
    assertEquals(whole.last(), resumed.last());

    CommandRun again = analyse(model, out, asked);
    assertEquals(rows, lines(out));
    assertEquals(whole.last(), again.last());
  }

  @Test
  void skipsAPictureThatIsBrokenAndNamesIt() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    Path good = Path.of(GoldenModel.of("llava-vicuna-clip").picture());
    Files.copy(good, pictures.resolve("a.png"));
    Files.writeString(pictures.resolve("b.png"), "no picture");
    Files.writeString(pictures.resolve("c.txt"), "not looked at");
    Path out = folder.resolve("out");
    CommandRun run =
        analyse(model(), out, "--images", pictures.toString(), "--measure", "cosine,pca,entropy");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertEquals(2, lines(out).size());
    assertTrue(run.err().contains("skipped b.png: "), run.err());
    assertEquals(1, JSON.readTree(run.last()).path("skipped").get(0).path("count").asInt());
    assertTrue(Files.exists(out.resolve("pictures/0001-1-pca-0.png")));
    assertTrue(Files.exists(out.resolve("pictures/0001-1-attention-4.png")));
    assertFalse(Files.exists(out.resolve("pictures/0002-1-seen.png")));
  }

  @Test
  void comparesTwoModelsItemByItem() throws IOException {
    Path model = model();
    CommandRun run =
        analyse(
            model,
            folder.resolve("out"),
            "--against",
            model.toString(),
            "--scenes",
            "4",
            "--layers",
            "0,4",
            "--measure",
            "cosine,cknna,margin");
    assertEquals(1, mean(run, "cosine.against", 4), 1e-9);
    JsonNode answer = JSON.readTree(run.last());
    assertEquals(2, answer.path("analyses").size());
    for (JsonNode difference : answer.path("differences")) {
      assertEquals(0, difference.path("mean").asDouble(), 1e-12);
    }
  }

  @Test
  void refusesAFolderOfAnotherAnalysis() throws IOException {
    Path model = model();
    Path out = folder.resolve("out");
    analyse(model, out, "--scenes", "3", "--layers", "0", "--measure", "cosine");
    CommandRun other = analyse(model, out, "--scenes", "4", "--layers", "0", "--measure", "cosine");
    assertEquals(ExitCode.REFUSED, other.code());
    assertTrue(other.err().contains("--out: "), other.err());
  }

  @Test
  void refusesWhatItCannotDoByName() throws IOException {
    Path model = model();
    Path out = folder.resolve("out");
    String scenes = "--scenes";
    refused(analyse(model, out), "expected one of --images, --scenes, --benchmark");
    refused(analyse(model, out, scenes, "0"), "--scenes=0");
    refused(analyse(model, out, scenes, "3", "--layers", "5"), "--layers=5: 5, expected 0 to 4");
    refused(analyse(model, out, scenes, "3", "--layers", "1,x"), "--layers=1,x: x");
    refused(analyse(model, out, scenes, "3", "--layers", "1,1"), "expected each layer once");
    refused(analyse(model, out, scenes, "2", "--measure", "probe"), "expected at least 3");
    refused(analyse(model, out, scenes, "3", "--against", "nowhere"), "--against=nowhere");
    refused(analyse(model, out, scenes, "3", "--version", "a-1-b"), "either --model or --version");
    Path clip = GoldenModel.of("llava-vicuna-clip").directory();
    refused(
        analyse(model, out, scenes, "3", "--teacher", clip.toString()), "expected a vision model");
    Path images = Files.createDirectories(folder.resolve("empty"));
    refused(analyse(model, out, "--images", images.toString()), "holds no .png, .jpg or .jpeg");
    Files.copy(Path.of(GoldenModel.of("llava-vicuna-clip").picture()), images.resolve("a.png"));
    refused(
        analyse(model, out, "--images", images.toString(), "--measure", "probe"),
        "--measure=probe: nothing says what stands");
  }

  private static void refused(CommandRun run, String why) {
    assertEquals(ExitCode.REFUSED, run.code(), run.err());
    assertTrue(run.err().contains(why), run.err());
  }

  @Test
  void looksAtPublishedModelsWithAnAdapterAndATeacher() throws IOException {
    GoldenModel llava = GoldenModel.of("llava-vicuna-clip");
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    Files.copy(Path.of(llava.picture()), pictures.resolve("a.png"));
    CommandRun run =
        analyse(
            llava.directory(),
            folder.resolve("out"),
            "--images",
            pictures.toString(),
            "--teacher",
            GoldenModel.of("dinov2").path(),
            "--weights",
            "bf16");
    assertTrue(mean(run, "attention.mass", 1) > 0, run.last());
  }
}
