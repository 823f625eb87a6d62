package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final float[] SIX = {0, -1.5f, 2, 0.25f, 1024, -3};

  @TempDir Path folder;

  @Test
  void givesBackEveryTypeThatItWrites() throws IOException {
    Path file = folder.resolve("all.safetensors");
    long[] shape = {2, 3};
    SafetensorsWriter.write(
        file,
        List.of(
            StoredTensor.f16("half", shape, SIX),
            brain("brain", SIX),
            StoredTensor.f32("full", shape, SIX),
            StoredTensor.i64("steps", new long[] {}, new long[] {Long.MIN_VALUE})));
    Safetensors read = Safetensors.open(file);
    assertArrayEquals(SIX, read.tensor("half").floats());
    assertArrayEquals(SIX, read.tensor("brain").floats());
    assertArrayEquals(SIX, read.tensor("full").floats());
    assertArrayEquals(new long[] {Long.MIN_VALUE}, read.tensor("steps").longs());
    assertArrayEquals(shape, read.tensor("full").dimensions());
    assertEquals("pt", read.metadata().get("format"));
  }

  @Test
  void writesTheSameBytesWhateverTheOrder() throws IOException {
    StoredTensor a = StoredTensor.f32("a", new long[] {6}, SIX);
    StoredTensor b = StoredTensor.f16("b", new long[] {6}, SIX);
    SafetensorsWriter.write(folder.resolve("ab"), List.of(a, b));
    SafetensorsWriter.write(folder.resolve("ba"), List.of(b, a));
    assertEquals(-1, Files.mismatch(folder.resolve("ab"), folder.resolve("ba")));
  }

  @Test
  void alignsItsDataToEightBytes() throws IOException {
    Path file = folder.resolve("aligned");
    SafetensorsWriter.write(file, List.of(StoredTensor.f32("x", new long[] {6}, SIX)));
    assertEquals(
        0, ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
  }

  @Test
  void neverOverwritesAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("there"));
    assertThrows(IOException.class, () -> SafetensorsWriter.write(file, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|tensor x: data_offsets",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}|pass the end",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|leave a gap",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|belong to no tensor",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"y\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|tensor y",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}|tensor x",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|bad axis",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}|too large",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1e3],\"data_offsets\":[0,8]}}|bad axis",
        "{\"x\":{\"dtype\":\"F33\",\"shape\":[2],\"data_offsets\":[0,8]}}|dtype F33",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}|shape must be",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2]}}|two whole numbers",
        "{\"x\":1}|dtype",
        "{\"x\":1,\"x\":2}|uplicate",
        "[]|no JSON object",
        "{\"x\"|header"
      })
  void refusesAnUnsoundHeaderByName(String header, String reason) throws IOException {
    Path file = file(header.getBytes(StandardCharsets.UTF_8).length, header, 8);
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> Safetensors.open(file));
    assertTrue(refused.toString().contains("bad.safetensors: "), refused.toString());
    assertTrue(refused.toString().contains(reason), refused.toString());
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1", "3", "4096", "9223372036854775807"})
  void refusesAHeaderLengthBeforeAllocatingIt(long length) throws IOException {
    Path file = file(length, "{}", 0);
    assertThrows(CheckpointRejected.class, () -> Safetensors.open(file));
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path file = Files.createFile(folder.resolve("empty"));
    assertThrows(CheckpointRejected.class, () -> Safetensors.open(file));
  }

  @Test
  void namesTheTensorThatIsMissing() throws IOException {
    Path file = file(2, "{}", 0);
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> Safetensors.open(file).tensor("lm_head"));
    assertTrue(refused.toString().contains("bad.safetensors: tensor lm_head"));
  }

  /// The upper halves of floats whose lower halves are zero.
  private static StoredTensor brain(String name, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) bytes.putShort((short) (Float.floatToIntBits(value) >>> 16));
    MemorySegment data = MemorySegment.ofArray(bytes.array());
    return new StoredTensor(name, ElementType.BF16, List.of(2L, 3L), data);
  }

  private Path file(long headerLength, String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(
        folder.resolve("bad.safetensors"), bytes.putLong(headerLength).put(json).array());
  }
}
