package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder of features that workers keep where the environment names one.
class WorkerToolsTest {
  @TempDir Path temporary;

  @Test
  void keepsNoFeaturesOnDiskByDefault() {
    var environment = Environment.of(Map.of());
    assertEquals(Optional.empty(), WorkerTools.featureFolder(environment, () -> Instant.EPOCH));
  }

  @Test
  void makesTheFolderThatIsNamed() {
    Path folder = temporary.resolve("features");
    assertTrue(
        WorkerTools.featureFolder(environment(folder, "1"), () -> Instant.EPOCH).isPresent());
    assertTrue(Files.isDirectory(folder));
  }

  @Test
  void makesTheFolderOfAnswersThatIsNamedAndNoneByDefault() {
    Path folder = temporary.resolve("answers");
    var named = Environment.of(Map.of("VIRAL_ANSWER_FOLDER", folder.toString()));
    assertTrue(WorkerTools.answers(named, () -> Instant.EPOCH).isPresent());
    assertTrue(Files.isDirectory(folder));
    var none = Environment.of(Map.of());
    assertEquals(Optional.empty(), WorkerTools.answers(none, () -> Instant.EPOCH));
  }

  @Test
  void refusesAFileForAFolder() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));
    assertEquals("VIRAL_FEATURE_FOLDER=" + file + ", expected a folder", refusal(file, "1"));
  }

  @Test
  void refusesAFolderOfNoBytes() {
    assertEquals("VIRAL_FEATURE_FOLDER_SIZE=0, expected 1 to 2147483647", refusal(temporary, "0"));
  }

  private static String refusal(Path folder, String size) {
    Environment environment = environment(folder, size);
    return String.valueOf(
        assertThrows(
                Setting.Refused.class,
                () -> WorkerTools.featureFolder(environment, () -> Instant.EPOCH))
            .getMessage());
  }

  private static Environment environment(Path folder, String size) {
    return Environment.of(
        Map.of("VIRAL_FEATURE_FOLDER", folder.toString(), "VIRAL_FEATURE_FOLDER_SIZE", size));
  }
}
