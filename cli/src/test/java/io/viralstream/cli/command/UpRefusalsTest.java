package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `up` refuses what does not fit together before it starts anything.
class UpRefusalsTest {
  @TempDir Path folder;

  @Test
  void refusesAStartWithoutARecipe() {
    assertRefused("--from belongs to --recipe", "--from", "stage1-20-0123456789ab");
  }

  @Test
  void refusesAStartThatIsNeitherAVersionNorAFolder() {
    String model = GoldenModel.of("llava-vicuna-clip").path();
    assertRefused(
        "--from=nowhere, expected the name of a version",
        "--model",
        model,
        "--recipe",
        "stage2",
        "--from",
        "nowhere");
  }

  @Test
  void refusesTheRecipeOfOurOwnLayoutAndNamesTheOthers() {
    String model = GoldenModel.of("llava-vicuna-clip").path();
    assertRefused("stage1, stage2 or finetune", "--model", model, "--recipe", "full");
  }

  private void assertRefused(String reason, String... words) {
    List<String> all = new ArrayList<>(List.of("up", "--data", folder.resolve("data").toString()));
    all.addAll(List.of(words));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertEquals(ExitCode.USAGE, run.code(), run.err());
    assertTrue(run.err().contains(reason), run.err());
  }
}
