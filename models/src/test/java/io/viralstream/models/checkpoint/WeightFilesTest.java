package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFilesTest {
  @TempDir Path folder;
  private Path checkpoint;

  @BeforeEach
  void makeAnEmptyCheckpoint() throws IOException {
    checkpoint = Files.createDirectory(folder.resolve("tiny"));
  }

  @Test
  void readsOneFile() throws IOException {
    write("model.safetensors", "a", "b");
    WeightFiles weights = WeightFiles.open(checkpoint);
    assertEquals(Set.of("a", "b"), weights.names());
    assertArrayEquals(new float[] {'b'}, weights.tensor("b").floats());
    assertRefused("model.safetensors: tensor c is missing", () -> weights.tensor("c"));
  }

  @Test
  void readsShardsAsOne() throws IOException {
    write("model-00001-of-00002.safetensors", "a", "b");
    write("model-00002-of-00002.safetensors", "c");
    index("\"c\":\"model-00002-of-00002.safetensors\"," + listed("model-00001-of-00002", "a", "b"));
    WeightFiles weights = WeightFiles.open(checkpoint);
    assertEquals(Set.of("a", "b", "c"), weights.names());
    assertArrayEquals(new float[] {'c'}, weights.tensor("c").floats());
    assertEquals("model-00001-of-00002.safetensors", weights.file("a"));
  }

  @Test
  void unmapsItsFilesAtOnceWhenItIsClosed() throws IOException {
    write("one.safetensors", "a");
    write("two.safetensors", "b");
    index(listed("one", "a") + "," + listed("two", "b"));
    WeightFiles weights = WeightFiles.open(checkpoint);
    MemorySegment one = weights.tensor("a").data();
    MemorySegment two = weights.tensor("b").data();
    assertTrue(one.scope().isAlive() && two.scope().isAlive());
    weights.close();
    weights.close();
    assertFalse(one.scope().isAlive() || two.scope().isAlive());
  }

  @Test
  void namesTheTensorThatAShardLacks() throws IOException {
    write("one.safetensors", "a");
    index(listed("one", "a", "b"));
    assertRefused("one.safetensors: tensor b is missing");
  }

  @Test
  void namesTheTensorThatTwoShardsHold() throws IOException {
    write("one.safetensors", "a");
    write("two.safetensors", "a", "b");
    index(listed("one", "a") + "," + listed("two", "b"));
    assertRefused("two.safetensors: tensor a lies here");
  }

  @Test
  void namesTheTensorThatTheIndexDoesNotList() throws IOException {
    write("one.safetensors", "a", "b");
    index(listed("one", "a"));
    assertRefused("one.safetensors: tensor b lies here");
  }

  @Test
  void namesTheTensorThatTheIndexListsTwice() throws IOException {
    write("one.safetensors", "a");
    index(listed("one", "a") + "," + listed("one", "a"));
    assertRefused("model.safetensors.index.json: Duplicate field 'a'");
  }

  @Test
  void namesTheShardThatIsMissing() throws IOException {
    write("one.safetensors", "a");
    index(listed("one", "a") + "," + listed("two", "b"));
    assertRefused("two.safetensors is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"../outside.safetensors\"",
        "\"/etc/outside.safetensors\"",
        "\"below/outside.safetensors\"",
        "\"..\"",
        "\"\"",
        "\".hidden.safetensors\"",
        "\"C:\\\\outside.safetensors\"",
        "\"pytorch_model.bin\"",
        "\"one\\u0000.safetensors\"",
        "1",
        "null",
        "[\"one.safetensors\"]"
      })
  void opensNothingButPlainNames(String shard) throws IOException {
    write("../outside.safetensors", "a");
    index("\"a\":" + shard);
    assertRefused("model.safetensors.index.json: tensor a: shard ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "one.safetensors", "model.safetensors.index.json"})
  void followsNoLinkOutOfTheDirectory(String name) throws IOException {
    write("../outside.safetensors", "a");
    index(listed("one", "a"));
    Files.deleteIfExists(checkpoint.resolve(name));
    Files.createSymbolicLink(checkpoint.resolve(name), folder.resolve("outside.safetensors"));
    assertRefused("tiny: " + name + " is a link out of the directory");
  }

  @Test
  void followsTheLinksOfADownloadCacheToItsOwnBlobs() throws IOException {
    Path cache = folder.resolve("models--some--tiny");
    Path blobs = Files.createDirectories(cache.resolve("blobs"));
    Path snapshot = Files.createDirectories(cache.resolve("snapshots/0f5e"));
    write("model.safetensors", "a");
    Files.move(checkpoint.resolve("model.safetensors"), blobs.resolve("77ab"));
    Path link = snapshot.resolve("model.safetensors");
    Files.createSymbolicLink(link, Path.of("../../blobs/77ab"));
    assertEquals(Set.of("a"), WeightFiles.open(snapshot).names());
    Path plain = Files.createDirectory(folder.resolve("plain"));
    Files.copy(link, plain.resolve("model.safetensors"));
    assertEquals(DirectoryHash.of(plain), DirectoryHash.of(snapshot));

    Files.delete(link);
    Files.createSymbolicLink(link, Files.copy(blobs.resolve("77ab"), cache.resolve("elsewhere")));
    assertRefused("is a link out of the directory", () -> WeightFiles.open(snapshot));
    assertRefused("is no file of the directory", () -> DirectoryHash.of(snapshot));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"weight_map\":[]}", "{\"weight_map\":{}}", "{", ""})
  void refusesAnIndexWithoutAMap(String json) throws IOException {
    Files.writeString(checkpoint.resolve("model.safetensors.index.json"), json);
    assertRefused("model.safetensors.index.json: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pytorch_model.bin", "model.ckpt", "weights.pth", "pytorch_model.bin.index.json"})
  void saysHowToConvertAPickle(String name) throws IOException {
    Files.createFile(checkpoint.resolve(name));
    assertRefused(name + " is a pickle, which can run code and is never read. Convert it");
  }

  @Test
  void saysWhatIsMissing() {
    assertRefused("tiny: neither model.safetensors nor model.safetensors.index.json is there");
  }

  private void assertRefused(String reason) {
    assertRefused(reason, () -> WeightFiles.open(checkpoint));
  }

  private static void assertRefused(
      String reason, org.junit.jupiter.api.function.Executable action) {
    CheckpointRejected refused = assertThrows(CheckpointRejected.class, action);
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  /// Each tensor holds the letter it is named by.
  private void write(String file, String... tensors) throws IOException {
    SafetensorsWriter.write(
        checkpoint.resolve(file),
        List.of(tensors).stream()
            .map(name -> StoredTensor.f32(name, new long[] {1}, new float[] {name.charAt(0)}))
            .toList());
  }

  private void index(String entries) throws IOException {
    Files.writeString(
        checkpoint.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + entries + "}}");
  }

  private static String listed(String shard, String... tensors) {
    return List.of(tensors).stream()
        .map(name -> "\"" + name + "\":\"" + shard + ".safetensors\"")
        .reduce((x, y) -> x + "," + y)
        .orElseThrow();
  }
}
