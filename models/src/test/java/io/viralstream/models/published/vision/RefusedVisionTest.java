package io.viralstream.models.published.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.Safetensors;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.model.WithTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedVisionTest {
  private static final String WEIGHT = "encoder.layer.1.mlp.fc1.weight";

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;
  private final List<StoredTensor> tensors = new ArrayList<>();
  private String config = "";

  @BeforeEach
  void startFromASoundDirectory() throws IOException {
    Path sound = GoldenVision.of("dinov2").directory();
    tensors.addAll(Safetensors.open(sound.resolve("model.safetensors")).tensors());
    config = Files.readString(sound.resolve("config.json"));
  }

  @Test
  void namesAMissingTensor() {
    tensors.removeIf(tensor -> tensor.name().equals(WEIGHT));
    assertRefused("model.safetensors: tensor " + WEIGHT + " is missing", this::teacher);
  }

  @Test
  void namesATensorOfAnotherShape() {
    tensors.replaceAll(tensor ->
        tensor.name().equals(WEIGHT)
            ? StoredTensor.f32(WEIGHT, new long[] {32, 64}, tensor.floats())
            : tensor);
    assertRefused(
        "model.safetensors: tensor " + WEIGHT + ": shape [32, 64], expected [64, 32]",
        this::teacher);
  }

  @Test
  void namesATensorThatHoldsNoWeights() {
    tensors.replaceAll(tensor ->
        tensor.name().equals(WEIGHT)
            ? StoredTensor.i64(WEIGHT, new long[] {64, 32}, new long[64 * 32])
            : tensor);
    assertRefused(
        "model.safetensors: tensor " + WEIGHT + ": I64, expected one of F32, F16, BF16",
        this::teacher);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image_mean\":[0.5,0.5]}|image_mean=[0.5, 0.5], expected three",
        "{\"image_mean\":[0.5,0.5,-5]}|image_mean=[0.5, 0.5, -5.0], expected three",
        "{\"image_std\":[0,1,1]}|image_std=[0.0, 1.0, 1.0], expected three"
      })
  void namesStatisticsThatAreNone(String json, String named) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), json);
    assertRefused("preprocessor_config.json: " + named, this::teacher);
  }

  @Test
  void namesATensorThatNothingAsksFor() {
    tensors.add(StoredTensor.f32("encoder.layer.3.norm1.bias", new long[] {1}, new float[1]));
    assertRefused(
        "model.safetensors: tensor encoder.layer.3.norm1.bias is not expected", this::teacher);
  }

  @Test
  void findsAllProblemsAtOnceWithoutReading() throws IOException {
    tensors.removeIf(tensor -> tensor.name().equals("layernorm.bias"));
    tensors.add(StoredTensor.f32("surprise", new long[] {1}, new float[1]));
    tensors.replaceAll(tensor ->
        tensor.name().equals("layernorm.weight")
            ? StoredTensor.i64("layernorm.weight", new long[] {1}, new long[1])
            : tensor);
    write();
    PublishedVision.Findings findings = PublishedVision.open(folder).findings(with.torch());
    assertEquals(
        List.of(
            "model.safetensors: tensor layernorm.bias is missing",
            "model.safetensors: tensor layernorm.weight: shape [1], expected [32]",
            "model.safetensors: tensor layernorm.weight: I64, expected one of F32, F16, BF16",
            "model.safetensors: tensor surprise is not expected"),
        findings.problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dinov2", "dinov2-timm", "clip-two-towers", "sam", "c-radio-v3"})
  void countsTheParametersOfASoundDirectory(String name) throws IOException {
    PublishedVision vision = PublishedVision.open(GoldenVision.of(name).directory());
    PublishedVision.Findings findings = vision.findings(with.torch());
    assertEquals(List.of(), findings.problems());
    try (LoadedVision loaded = vision.teacher(with.torch(), vision.trainedSize())) {
      assertEquals(loaded.parameters().elements(), findings.parameters());
    }
  }

  @Test
  void keepsNoMemoryOfAModelThatIsRefused() {
    tensors.removeIf(tensor -> tensor.name().startsWith("layernorm"));
    long before = with.torch().living();
    assertThrows(CheckpointRejected.class, this::teacher);
    assertEquals(before, with.torch().living());
  }

  @ParameterizedTest
  @CsvSource({
    "dinov2, mamba, model_type=mamba",
    "42, 3000, imageSize=3000",
    "gelu, relu6, hidden_act=\"relu6\"",
    "'\"use_swiglu_ffn\": false', '\"use_swiglu_ffn\": true', use_swiglu_ffn=true",
    "'\"hidden_size\": 32', '\"hidden_size\": \"32\"', hidden_size=\"32\"",
    "'\"hidden_size\": 32', '\"hidden_size\": 2000000000', width=2000000000",
    "'\"num_attention_heads\": 2', '\"num_attention_heads\": 5', heads=5",
    "'\"layer_norm_eps\": 1e-06', '\"layer_norm_eps\": -1', normEpsilon=-1"
  })
  void namesTheKeyThatIsWrong(String from, String to, String named) {
    config = config.replace(from, to);
    assertRefused(named, this::teacher);
  }

  @Test
  void namesTheSizeThatATeacherDoesNotTake() throws IOException {
    PublishedVision clip = PublishedVision.open(GoldenVision.of("clip-bare").directory());
    assertRefused("side 35", () -> clip.teacher(with.torch(), 35));
    write();
    PublishedVision dinov2 = PublishedVision.open(folder);
    assertRefused("side 45", () -> dinov2.teacher(with.torch(), 45));
    assertRefused("imageSize=4900", () -> dinov2.teacher(with.torch(), 4900));
  }

  private void teacher() throws IOException {
    write();
    PublishedVision.open(folder).teacher(with.torch(), 42).close();
  }

  private void write() throws IOException {
    SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);
    Files.writeString(folder.resolve("config.json"), config);
  }

  private static void assertRefused(String expected, Executable action) {
    String message = assertThrows(CheckpointRejected.class, action).toString();
    assertTrue(message.contains(expected), message);
  }
}
