package io.viralstream.cli.demo;

import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.stack.DataFolder;
import io.viralstream.cli.stack.LocalStack;
import io.viralstream.cli.stack.MemoryWatch;
import io.viralstream.cli.stack.StackPlan;
import io.viralstream.workers.train.ArmPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One demo from its empty folder to its report.
public final class Demo {
  private final DemoSettings settings;
  private final Console console;
  private final Pause pause;
  private final Instant begun;

  public Demo(DemoSettings settings, Console console, Pause pause) {
    this.settings = settings;
    this.console = console;
    this.pause = pause;
    this.begun = console.clock().instant();
  }

  /// A stack with the one arm `viral`, seeded.
  public StackPlan plan(DataFolder folder) {
    ArmPlan standard = ArmPlan.named(DemoRun.ARM);
    ArmPlan arm =
        standard
            .with(standard.alignment().withSeed(settings.seed()))
            .with(standard.cadence().withCheckpointEvery(settings.checkpointEvery()));
    return new StackPlan(folder, Optional.empty(), Optional.empty(), List.of(arm));
  }

  /// @param page where its report goes
  public DemoReport run(LocalStack stack, DataFolder folder, MemoryWatch memory, DemoPage page)
      throws IOException, InterruptedException {
    console.note("drawing scenes, seed " + settings.seed());
    var scenes = DemoScenes.write(folder.root().resolve("scenes"), settings);
    var gateway = new Gateway(stack.endpoints().gateway(), pause);
    DemoRun.Evaluated evaluated = new DemoRun(gateway, settings, console, pause).run(scenes);
    DemoFigures figures = DemoReader.read(stack.cluster().clickhouse(), evaluated);
    Optional<Path> written =
        page.write(gateway, stack.cluster(), folder.checkpoints(), evaluated.versions());
    return new DemoReport(
        figures, memory.peakBytes(), Duration.between(begun, console.clock().instant()), written);
  }
}
