package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--device` on every command that opens a model; the tests' libtorch is the CPU's.
class DeviceOptionTest {
  private static final GoldenModel GOLDEN = GoldenModel.of("llava-vicuna-clip");

  @TempDir Path folder;

  @Test
  void endsEveryCommandAsRefusedWhereTheLibraryIsMissing() {
    for (List<String> command : commands()) {
      CommandRun run = run(command, "cuda");
      assertEquals(ExitCode.REFUSED, run.code(), command + run.err());
      String said = run.err().lines().reduce("", (before, line) -> line);
      assertTrue(
          said.startsWith("viral " + command.getFirst() + ": device cuda:0 cannot be used: "),
          said);
      assertTrue(said.contains("Missing is the library, CUDA's libtorch: pip install"), said);
    }
  }

  @Test
  void namesTheCardThatWasAskedFor() {
    CommandRun run = run(commands().getFirst(), "cuda:99");
    assertEquals(ExitCode.REFUSED, run.code());
    assertTrue(run.err().contains("device cuda:99 cannot be used"), run.err());
  }

  @Test
  void takesNoOtherNameForADevice() {
    var all = new ArrayList<>(commands());
    all.addAll(List.of(List.of("up"), List.of("demo")));
    for (List<String> command : all) {
      CommandRun run = run(command, "gpu");
      assertEquals(ExitCode.USAGE, run.code(), command + run.err());
      assertTrue(
          run.err().contains("'--device': device=gpu, expected cpu, cuda or cuda:0 to cuda:99"),
          run.err());
    }
  }

  @Test
  void outranksTheSetting() {
    CommandRun run = CommandRun.on("cuda", "inspect", GOLDEN.path(), "--device", "cpu");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    CommandRun refused = CommandRun.on("cuda", "inspect", GOLDEN.path());
    assertEquals(ExitCode.REFUSED, refused.code());
    assertFalse(refused.err().isEmpty());
  }

  private List<List<String>> commands() {
    String model = GOLDEN.path();
    String picture = GOLDEN.picture();
    String out = folder.resolve("out").toString();
    return List.of(
        List.of("generate", "--model", model, "--prompt", "How many?"),
        List.of("features", "--model", model, "--image", picture, "--out", out),
        List.of("loss", "--model", model, "--data", folder.resolve("data.json").toString()),
        List.of("inspect", model),
        List.of("pretrain", "--tiny", "--out", out, "--work", out),
        List.of("train", "--arm", "viral"),
        List.of("infer"));
  }

  private static CommandRun run(List<String> command, String device) {
    var words = new ArrayList<>(command);
    words.addAll(List.of("--device", device));
    return CommandRun.of(words.toArray(String[]::new));
  }
}
