package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.settings.Environment;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.workers.train.TrainableModel.NamedStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartChoiceTest {
  private static final String VERSION = "stage1-20-0123456789ab";

  @TempDir Path folder;

  private Environment from(String start) {
    return Environment.of(
        Map.of("VIRAL_CHECKPOINTS", folder.resolve("all").toString(), "VIRAL_FROM", start));
  }

  private Path adapter(String name) throws IOException {
    Path directory = Files.createDirectories(folder.resolve(name));
    Files.writeString(directory.resolve("adapter_config.json"), "{}");
    return directory;
  }

  @Test
  void isNothingWhereNothingIsNamed() throws IOException {
    assertEquals(Optional.empty(), StartChoice.given(Environment.of(Map.of())));
  }

  /// An arm that has versions of its own needs its start no longer.
  @Test
  void knowsAVersionByItsNameWhetherItIsThereOrNot() throws IOException {
    assertEquals(VERSION, StartChoice.text(VERSION));
    assertEquals(
        Optional.of(new NamedStart(folder.resolve("all/stage1").resolve(VERSION), VERSION)),
        StartChoice.given(from(VERSION)));
  }

  @Test
  void knowsAFolderByTheHashOfItsFiles() throws IOException {
    Path adapter = adapter("run-1");
    assertEquals(adapter.toString(), StartChoice.text(adapter + "/../run-1"));
    assertEquals(
        Optional.of(new NamedStart(adapter, DirectoryHash.of(adapter))),
        StartChoice.given(from(adapter.toString())));
  }

  @Test
  void knowsAVersionByItsNameWhereverItLies() throws IOException {
    Path directory = adapter("copied");
    String name = "viral-7-" + DirectoryHash.of(directory).substring(0, 12);
    Path named = Files.move(directory, folder.resolve(name));
    assertEquals(
        Optional.of(new NamedStart(named, name)), StartChoice.given(from(named.toString())));
  }

  /// Whoever starts an arm again says what was said before, whether the folder is there or not.
  @Test
  void knowsAFolderThatIsGoneByTheHashThatItHad() throws IOException {
    Path adapter = adapter("run-2");
    Optional<NamedStart> before = StartChoice.given(from(adapter.toString()));
    Files.move(adapter, folder.resolve("elsewhere"));
    assertEquals(adapter.toString(), StartChoice.text(adapter.toString()));
    assertEquals(before, StartChoice.given(from(adapter.toString())));
  }

  @Test
  void refusesWhatIsNeither() {
    IllegalArgumentException option =
        assertThrows(IllegalArgumentException.class, () -> StartChoice.text("nowhere"));
    assertTrue(option.toString().contains("--from=nowhere, expected the name"), option.toString());
    CheckpointRejected setting =
        assertThrows(CheckpointRejected.class, () -> StartChoice.given(from("nowhere")));
    assertTrue(
        setting.toString().contains("VIRAL_FROM=nowhere: no such folder"), setting.toString());
  }

  @Test
  void isRefusedOfAnArmThatTrainsAModelOfOurOwnLayout() {
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> ArmStart.refuseStart(from(VERSION)));
    assertTrue(refused.toString().contains("VIRAL_FROM=" + VERSION), refused.toString());
    assertTrue(refused.toString().contains("--model"), refused.toString());
  }
}
