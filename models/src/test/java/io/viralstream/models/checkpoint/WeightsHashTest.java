package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsHashTest {
  private static final StoredTensor A = tensor("a", 1, 2);
  private static final StoredTensor B = tensor("b", 3, 4);

  @TempDir Path folder;
  private int files;

  private record Settings(int width) {}

  @Test
  void dependsOnNamesTypesShapesAndBytes() throws IOException {
    String hash = hash("", A, B);
    assertEquals(hash, hash("", B, A));
    assertNotEquals(hash, hash("", A, tensor("c", 3, 4)));
    assertNotEquals(hash, hash("", A, tensor("b", 3, 5)));
    assertNotEquals(hash, hash("", A, B.reshaped(2, 1)));
    assertNotEquals(hash, hash("", A));
  }

  @Test
  void dependsOnTheSettings() throws IOException {
    assertNotEquals(hash(new Settings(1), "", A), hash(new Settings(2), "", A));
  }

  @Test
  void countsOnlyWeightsOfThePrefix() throws IOException {
    assertEquals(hash("a", A, B), hash("a", A, tensor("b", 7, 8)));
    assertNotEquals(hash("a", A, B), hash("b", A, B));
  }

  private String hash(String prefix, StoredTensor... tensors) throws IOException {
    return hash(new Settings(1), prefix, tensors);
  }

  private String hash(Settings settings, String prefix, StoredTensor... tensors)
      throws IOException {
    Path file = folder.resolve(files++ + ".safetensors");
    SafetensorsWriter.write(file, List.of(tensors));
    try (WeightFiles weights = WeightFiles.file(file)) {
      return WeightsHash.of(settings, weights, prefix);
    }
  }

  private static StoredTensor tensor(String name, float... values) {
    return StoredTensor.f32(name, new long[] {values.length}, values);
  }
}
