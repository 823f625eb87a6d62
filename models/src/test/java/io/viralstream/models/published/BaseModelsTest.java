package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.HashMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseModelsTest {
  @TempDir Path folder;

  private BaseModels models() {
    return new BaseModels(
        List.of(folder.resolve("models"), folder.resolve("none")),
        new HashMemory(folder.resolve("hashes")));
  }

  private Path copied(String name, String to) throws IOException {
    Path copy = folder.resolve(to);
    Files.createDirectories(copy);
    try (Stream<Path> files = Files.list(Golden.directory(name))) {
      for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }

  @Test
  void findsABaseWhereItLay() throws IOException {
    Path directory = copied("llava-vicuna-clip", "here/llava");
    BaseReference base = models().describe(directory);
    assertEquals(directory, models().find(base));
    assertEquals(HashMemory.bytes(directory), base.bytes());
  }

  @Test
  void findsAMovedAndRenamedOneInAFolderThatIsNamed() throws IOException {
    Path directory = copied("llava-vicuna-clip", "here/llava");
    BaseReference base = models().describe(directory);
    copied("llava-qwen-siglip", "models/other");
    Path moved = folder.resolve("models/models--x--y/snapshots/1");
    Files.createDirectories(moved.getParent());
    Files.move(directory, moved);
    assertEquals(moved, models().find(base));
  }

  @Test
  void refusesOneThatIsGoneOrChanged() throws IOException {
    Path directory = copied("llava-vicuna-clip", "here/llava");
    BaseReference base = models().describe(directory);
    Files.writeString(directory.resolve("generation_config.json"), " ", StandardOpenOption.APPEND);
    CheckpointRejected changed = assertThrows(CheckpointRejected.class, () -> models().find(base));
    assertTrue(changed.toString().contains("llava"), changed.toString());
    assertTrue(changed.toString().contains("changed"), changed.toString());
    assertTrue(changed.toString().contains("VIRAL_MODELS"), changed.toString());
    Files.move(directory, folder.resolve("away"));
    CheckpointRejected gone = assertThrows(CheckpointRejected.class, () -> models().find(base));
    assertTrue(gone.toString().contains("gone"), gone.toString());
  }

  @Test
  void countsAnEncoderThatLiesElsewhere() throws IOException {
    Path directory = copied("llava-original", "here/llava-original");
    Path tower = copied("llava-original-tower", "here/llava-original-tower");
    BaseReference base = models().describe(directory);
    assertEquals(directory, models().find(base));
    Files.writeString(tower.resolve("preprocessor_config.json"), " ", StandardOpenOption.APPEND);
    assertThrows(CheckpointRejected.class, () -> models().find(base));
  }
}
