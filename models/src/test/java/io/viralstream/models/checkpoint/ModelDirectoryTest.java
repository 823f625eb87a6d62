package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.RopeScaling;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.text.PromptTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelDirectoryTest {
  private final Torch torch = Torch.open(TorchSettings.cpu(1));

  @TempDir Path folder;
  private ModelDirectory directory;

  @BeforeEach
  void write() throws IOException {
    directory = TinyModelDirectory.write(torch, folder, 3);
  }

  @Test
  void givesBackTheSettingsOfModelAndTeacher() throws IOException {
    ModelConfig config = directory.config();
    assertEquals(TinyModelDirectory.VISION, config.vision());
    assertEquals(PromptTemplate.SHORT, config.prompt());
    assertEquals(TinyModelDirectory.TEACHER, directory.teacherConfig());
  }

  @Test
  void readsWhatWasWrittenBeforeRopeScalingWasKnown() throws IOException {
    String today = StrictJson.canonical(directory.config());
    String before =
        today
            .replace(",\"outputBias\":false", "")
            .replace(",\"ropeScaling\":{\"kind\":\"exact\"}", "");
    assertFalse(before.contains("outputBias") || before.contains("ropeScaling"), before);
    assertEquals(directory.config(), StrictJson.parse("config.json", before, ModelConfig.class));
  }

  @ParameterizedTest
  @MethodSource
  void givesBackRopeScaling(RopeScaling scaling) {
    LanguageModelSettings settings =
        new LanguageModelSettings(8, 16, 2, 2, 2, 8, 24, 64, 1e-5, 1e4, true, false, true, scaling);
    String json = StrictJson.canonical(settings);
    assertEquals(settings, StrictJson.parse("config.json", json, LanguageModelSettings.class));
  }

  private static Stream<RopeScaling> givesBackRopeScaling() {
    return Stream.of(
        new RopeScaling.None(), new RopeScaling.Linear(4), new RopeScaling.Llama3(8, 1, 4, 16));
  }

  @Test
  void givesBackTheBitsOfEveryWeight() throws IOException {
    ModelConfig config = directory.config();
    var stored = new StoredWeights(torch, directory.weights());
    try (var read = new VisionLanguageModel(torch, config.model(), stored);
        var made = new VisionLanguageModel(torch, config.model(), FreshWeights.seeded(torch, 3))) {
      for (String name : made.parameters().names()) {
        assertArrayEquals(
            made.parameters().read(torch, name), read.parameters().read(torch, name), name);
      }
    }
  }

  @Test
  void refusesWeightsOfAnotherShapeByName() throws IOException {
    ModelConfig config = directory.config();
    LanguageModelSettings other =
        new LanguageModelSettings(
            config.language().vocabulary() + 1, 16, 2, 2, 2, 8, 24, 64, 1e-5, 1e4, false, false);
    var larger = new ModelConfig(config.vision(), other, config.prompt());
    var stored = new StoredWeights(torch, directory.weights());
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class,
            () -> new VisionLanguageModel(torch, larger.model(), stored).close());
    assertTrue(refused.toString().contains("embed_tokens"), refused.toString());
  }

  @Test
  void refusesSettingsThatTheModelCannotHave() throws IOException {
    Path teacher = folder.resolve(ModelDirectory.TEACHER_CONFIG);
    Files.writeString(
        teacher, Files.readString(teacher).replace("\"width\" : 16", "\"width\" : 17"));
    CheckpointRejected refused = assertThrows(CheckpointRejected.class, directory::teacherConfig);
    assertTrue(refused.toString().contains("width"), refused.toString());
  }

  @Test
  void namesTheFileThatIsMissing() throws IOException {
    Files.delete(folder.resolve(ModelDirectory.WEIGHTS));
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> new ModelDirectory(folder));
    assertTrue(refused.toString().contains("model.safetensors is missing"));
  }

  @Test
  void hasTheSameHashForTheSameSeed(@TempDir Path again) throws IOException {
    assertEquals(directory.sha256(), TinyModelDirectory.write(torch, again, 3).sha256());
  }
}
