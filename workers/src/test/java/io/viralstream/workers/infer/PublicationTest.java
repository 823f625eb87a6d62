package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.schemas.avro.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void namesAVersionByItsContent() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    Checkpoint version = Publication.describe("llava", folder, CLOCK);
    assertEquals("llava-0-" + version.getSha256().substring(0, 12), version.getModelVersion());
    assertEquals(folder, CheckpointStore.verified(version.getUri(), version.getSha256()));
    Files.writeString(folder.resolve("config.json"), "{ }");
    assertThrows(
        CheckpointRejected.class,
        () -> CheckpointStore.verified(version.getUri(), version.getSha256()));
  }

  @Test
  void leavesOutWhatDownloadToolsKeepBeside() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    Checkpoint before = Publication.describe("llava", folder, CLOCK);
    Files.createDirectories(folder.resolve(".cache"));
    Files.writeString(folder.resolve(".cache").resolve("lock"), "");
    assertEquals(before, Publication.describe("llava", folder, CLOCK));
  }

  @Test
  void coversTheEncoderInAFolderOfTheModel() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    Path tower = Files.createDirectories(folder.resolve("openai").resolve("clip"));
    Files.writeString(tower.resolve("config.json"), "{}");
    Checkpoint before = Publication.describe("llava", folder, CLOCK);
    Files.writeString(tower.resolve("config.json"), "{ }");
    assertNotEquals(before.getSha256(), Publication.describe("llava", folder, CLOCK).getSha256());
    Files.createSymbolicLink(tower.resolve("model.safetensors"), Path.of("/dev/zero"));
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> Publication.describe("llava", folder, CLOCK));
    assertTrue(
        String.valueOf(refused.getMessage())
            .endsWith("openai/clip/model.safetensors is no file of the directory"));
  }

  /// Two files, as they have always been hashed: lengths, names and contents in order.
  @Test
  void namesAFlatDirectoryAsEver() throws IOException {
    Files.writeString(folder.resolve("b"), "2");
    Files.writeString(folder.resolve("a"), "1");
    assertEquals(
        "63662dceceaac3caee9e43ac15aa0c4c567225916cd9af28900e1dd71438b73e",
        Publication.describe("llava", folder, CLOCK).getSha256());
  }

  @Test
  void refusesALinkByName() throws IOException {
    Files.createSymbolicLink(folder.resolve("model.safetensors"), Path.of("/dev/zero"));
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> Publication.describe("llava", folder, CLOCK));
    assertTrue(
        String.valueOf(refused.getMessage())
            .endsWith("model.safetensors is no file of the directory"));
  }
}
