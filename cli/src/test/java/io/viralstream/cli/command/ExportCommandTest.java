package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.model.FreshAdapters;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.published.TrainedConfig;
import io.viralstream.models.published.TrainedFiles;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.text.PromptTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `export` finds a version, writes it in both forms, and refuses what it must not.
class ExportCommandTest {
  private static final String VERSION = "arm-4-0123456789ab";
  private static final LoraSettings LORA = new LoraSettings(2, 4, 0, false);

  @TempDir Path folder;

  private String checkpoints() throws IOException {
    Path base = GoldenModel.of("llava-vicuna-clip").directory();
    BaseModels bases = new BaseModels(List.of(), new HashMemory(folder.resolve("hashes")));
    try (Torch torch = Torch.open(TorchSettings.cpu(1));
        PublishedModel model =
            PublishedModel.open(
                torch,
                base,
                DirectoryKind.open(base).answering(),
                new AdapterChoice.Fresh(FreshAdapters.seeded(torch, LORA, 3)),
                VisualResidual.none())) {
      TrainedFiles.write(
          Files.createDirectories(folder.resolve("all/arm").resolve(VERSION)),
          new TrainedConfig(bases.describe(base), PromptTemplate.VICUNA_V1, Optional.of(LORA)),
          model.model());
    }
    return folder.resolve("all").toString();
  }

  private CommandRun export(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("export", "--out", folder.resolve("out").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(
        Map.of("VIRAL_CHECKPOINTS", folder.resolve("all").toString()),
        arguments.toArray(String[]::new));
  }

  @Test
  void writesTheAdapterOfAVersionThatItFindsByItsName() throws IOException {
    CommandRun run = export("--version", VERSION, "--checkpoints", checkpoints(), "--json");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.last().contains("\"form\":\"adapter\""), run.last());
    Path out = folder.resolve("out");
    for (String file :
        List.of(
            "adapter_config.json",
            "adapter_model.safetensors",
            "README.md",
            "chat_template.jinja",
            "preprocessor_config.json",
            "processor_config.json")) {
      assertTrue(Files.exists(out.resolve(file)), file);
    }
    CommandRun again = export("--version", VERSION);
    assertEquals(ExitCode.REFUSED, again.code());
    assertTrue(again.err().contains("holds files"), again.err());
  }

  @Test
  void writesAFullModelThatInspectFindsNothingWrongWith() throws IOException {
    String version = Path.of(checkpoints()).resolve("arm").resolve(VERSION).toString();
    CommandRun run = export("--checkpoint", version, "--merged", "--dtype", "bf16");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    CommandRun inspected = CommandRun.of("inspect", folder.resolve("out").toString());
    assertEquals(ExitCode.DONE, inspected.code(), inspected.out());
    CommandRun trained = CommandRun.of("inspect", version);
    assertTrue(trained.out().contains("on the base llava-vicuna-clip"), trained.out());
  }

  @Test
  void refusesAVersionThatIsNotThereAndAModelThatWasNotTrainedHere() {
    CommandRun absent = export("--version", VERSION, "--checkpoints", folder.toString());
    assertEquals(ExitCode.REFUSED, absent.code());
    assertTrue(absent.err().contains(VERSION), absent.err());
    CommandRun published = export("--checkpoint", GoldenModel.of("llava-vicuna-clip").path());
    assertEquals(ExitCode.REFUSED, published.code());
    assertTrue(published.err().contains("is a published model"), published.err());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void namesArgumentsThatDoNotFitTogether() {
    assertEquals(ExitCode.USAGE, export("--version", "arm").code());
    assertEquals(ExitCode.USAGE, export().code());
    assertEquals(ExitCode.USAGE, export("--checkpoint", "a", "--dtype", "bf16").code());
    assertEquals(ExitCode.USAGE, export("--checkpoint", "a", "--version", VERSION).code());
    assertEquals(ExitCode.USAGE, export("--checkpoint", "a", "--checkpoints", "b").code());
  }
}
