package io.viralstream.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.role.ServedModel;
import io.viralstream.cli.settings.Environment;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The look before the start, in a process of its own.
class ModelInspectionTest {
  private static final Path GOLDEN =
      Path.of("../models/src/test/resources/io/viralstream/models/golden");

  @TempDir Path folder;

  @Test
  void findsNothingWrongWithAModelThatCanBeServed() throws Exception {
    assertEquals(List.of(), problems(GOLDEN.resolve("llava-qwen-siglip")));
  }

  @Test
  void saysThatATeacherAnswersNothing() throws Exception {
    List<String> problems = problems(GOLDEN.resolve("dinov2"));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().contains("teacher (dinov2)"), problems.toString());
  }

  @Test
  void saysHowToGoOnFromAVersionThatAnArmTrained() throws Exception {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"base":{"bytes":7,"sha256":"00ff00ff00ff","uri":"file:///models/llava/"},"lora":null,
         "prompt":"PLAIN","residual":"NONE","residualLayers":[]}
        """);
    SafetensorsWriter.write(
        folder.resolve("projector.safetensors"),
        List.of(StoredTensor.f32("multi_modal_projector.a", new long[] {1}, new float[] {1})));
    List<String> problems = problems(folder);
    assertEquals(1, problems.size(), problems.toString());
    String problem = problems.getFirst();
    assertTrue(problem.startsWith("it is a version that an arm trained (projector on"), problem);
    assertTrue(
        problem.contains("name its base llava with --model and this one with --from"), problem);
  }

  @Test
  void namesAPointerThatStandsForTheWeights() throws Exception {
    Files.writeString(
        folder.resolve("model.safetensors"), "version https://git-lfs.github.com/spec/v1\n");
    List<String> problems = problems(folder);
    assertTrue(problems.toString().contains("config.json is missing"), problems.toString());
    assertTrue(problems.toString().contains("Git LFS pointer"), problems.toString());
  }

  private List<String> problems(Path directory) throws Exception {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    var java = new JavaRuntime(Path.of(System.getProperty("java.home")), classPath, folder);
    return ModelInspection.problems(
        ServedModel.of(directory, Optional.empty()), java, Environment.of(Map.of()));
  }
}
