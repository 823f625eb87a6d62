package io.viralstream.workers.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.workers.tensor.Kind;
import io.viralstream.workers.tensor.Randomness;
import io.viralstream.workers.tensor.Scope;
import io.viralstream.workers.tensor.Tensor;
import io.viralstream.workers.tensor.Torch;
import io.viralstream.workers.tensor.TorchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
}
