package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.settings.Environment;
import io.viralstream.models.checkpoint.CheckpointRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTrainTest {
  @TempDir Path folder;

  @Test
  void startsFromTheModelInTheProductWhereNoneIsNamed() throws IOException {
    var environment = Environment.of(Map.of("VIRAL_CHECKPOINTS", folder.toString()));
    Path base = ArmStart.baseModel(environment).path();
    assertEquals(folder.resolve("base"), base.getParent());
  }

  @Test
  void refusesAPublishedModelByItsKind() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"qwen2\"}");
    assertRefused("config.json is that of a language model alone");
  }

  @Test
  void namesTheFileThatAModelOfOurOwnLacks() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"language\": {}, \"vision\": {}}");
    assertRefused(folder.getFileName() + ": tokenizer.json is missing");
  }

  @Test
  void namesTheFileThatAnEmptyDirectoryLacks() {
    assertRefused("config.json is missing");
  }

  private void assertRefused(String reason) {
    var environment = Environment.of(Map.of("VIRAL_MODEL", folder.toString()));
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> ArmStart.baseModel(environment));
    assertTrue(refused.toString().contains(reason), refused.toString());
  }
}
