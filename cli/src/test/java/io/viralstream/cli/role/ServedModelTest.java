package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedModelTest {
  @TempDir Path folder;

  @Test
  void takesItsNameFromItsFolder() throws IOException {
    assertEquals("llava-1-5-7b-hf", ServedModel.of(model("LLaVA-1.5-7b_HF"), none()).name());
    assertEquals("a".repeat(31), ServedModel.of(model("a".repeat(31) + "-bc"), none()).name());
    assertEquals("model", ServedModel.of(model("…"), none()).name());
    Path snapshot = model("models--llava-hf--llava-1.5-7b-hf/snapshots/0f5e");
    assertEquals("llava-1-5-7b-hf", ServedModel.of(snapshot, none()).name());
  }

  @Test
  void prefersTheNameThatItIsGiven() throws IOException {
    assertEquals("mine", ServedModel.of(model("x"), Optional.of("mine")).name());
    Path other = model("y");
    assertThrows(
        IllegalArgumentException.class, () -> ServedModel.of(other, Optional.of("Not fit")));
  }

  @Test
  void readsWhatItWrites() throws IOException {
    var served = ServedModel.of(model("a:b"), none());
    assertEquals(served, ServedModel.parse(served.text()));
  }

  @Test
  void refusesAFolderWithoutAModelNamingEveryProblem() {
    try (var torch = Torch.open(TorchSettings.cpu(1))) {
      var served = ServedModel.of(folder, none());
      CheckpointRejected refused =
          assertThrows(CheckpointRejected.class, () -> served.demandServable(torch));
      assertTrue(refused.toString().contains("config.json is missing"), refused.toString());
      assertTrue(refused.toString().contains("model.safetensors"), refused.toString());
    }
  }

  @Test
  void refusesATeacher() {
    var teachers = Path.of("../models/src/test/resources/io/viralstream/models/golden/dinov2");
    try (var torch = Torch.open(TorchSettings.cpu(1))) {
      var served = ServedModel.of(teachers, none());
      CheckpointRejected refused =
          assertThrows(CheckpointRejected.class, () -> served.demandServable(torch));
      assertTrue(refused.toString().contains("teacher (dinov2)"), refused.toString());
    }
  }

  private Path model(String name) throws IOException {
    Path directory = Files.createDirectories(folder.resolve(name));
    Files.writeString(directory.resolve("config.json"), "{}");
    return directory;
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
