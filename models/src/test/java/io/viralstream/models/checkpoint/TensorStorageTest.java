package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.Initial;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Randomness;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorStorageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "BF16", "I64"})
  void givesBackTheBitsOfATensorThroughAFile(Kind kind) throws IOException {
    Torch torch = Torch.open(TorchSettings.cpu(1));
    try (Scope scope = torch.inference()) {
      Tensor before = Randomness.seeded(torch, 5).normal(100, 3, 4).to(kind);
      Path file = folder.resolve("one.safetensors");
      SafetensorsWriter.write(file, List.of(TensorStorage.store("x", before)));
      Tensor after = TensorStorage.read(torch, Safetensors.open(file).tensor("x"));
      assertEquals(kind, after.kind());
      assertArrayEquals(new long[] {3, 4}, after.shape());
      assertArrayEquals(before.doubles(), after.doubles());
    }
  }

  @Test
  void keepsAMappedWeightThroughCollectionsAndTheFileFromWrites() throws IOException {
    Torch torch = Torch.open(TorchSettings.cpu(1));
    Path file = folder.resolve("one.safetensors");
    float[] values = {1, -2, 3};
    SafetensorsWriter.write(file, List.of(StoredTensor.f32("x", new long[] {3}, values)));
    byte[] before = Files.readAllBytes(file);
    try (Tensor weight = mapped(torch, file);
        Scope scope = torch.inference()) {
      for (int i = 0; i < 5; i++) System.gc();
      assertArrayEquals(values, weight.floats());
      weight.overwrite(torch.of(new float[] {7, 8, 9}, 3));
      assertArrayEquals(new float[] {7, 8, 9}, weight.floats());
    }
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void copiesWhatItMayNotWriteTo() throws IOException {
    Torch torch = Torch.open(TorchSettings.cpu(1));
    MemorySegment memory = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2);
    try (Scope scope = torch.inference()) {
      Tensor shared = torch.over(memory, () -> {}, Kind.F32, 2);
      Tensor copied = torch.over(memory.asReadOnly(), () -> {}, Kind.F32, 2);
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, 0, 5);
      assertArrayEquals(new float[] {5, 2}, shared.floats());
      assertArrayEquals(new float[] {1, 2}, copied.floats());
    }
  }

  private static Tensor mapped(Torch torch, Path file) throws IOException {
    try (WeightFiles files = WeightFiles.file(file)) {
      return StoredWeights.mapped(torch, files, SourceTensor::whole)
          .weight("x", Initial.zeros(), 3);
    }
  }

  @Test
  void unmapsTheFileWithTheLastWeightThatLiesInIt() throws IOException {
    Torch torch = Torch.open(TorchSettings.cpu(1));
    Path file = folder.resolve("model.safetensors");
    SafetensorsWriter.write(file, List.of(StoredTensor.f32("x", new long[] {1}, new float[] {4})));
    WeightFiles files = WeightFiles.open(folder);
    MemorySegment memory = files.tensor("x").data();
    Tensor weight =
        StoredWeights.mapped(torch, files, SourceTensor::whole).weight("x", Initial.zeros(), 1);
    files.close();
    assertTrue(memory.scope().isAlive());
    weight.close();
    assertFalse(memory.scope().isAlive());
  }
}
