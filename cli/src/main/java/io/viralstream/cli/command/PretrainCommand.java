package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.role.TorchRuntime;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.tensor.Torch;
import io.viralstream.pretraining.PretrainSettings;
import io.viralstream.pretraining.Pretraining;
import io.viralstream.pretraining.Stage;
import io.viralstream.pretraining.StageListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `pretrain`: learns the default model from nothing, on scenes that the project draws itself.
@Command(
    name = "pretrain",
    description = {
      "Learns the default model's weights on generated scenes (about 20 minutes on two cores).",
      "Every stage leaves its weights in the work folder; a rerun goes on after the last one."
    })
public final class PretrainCommand implements Callable<Integer> {
  private static final String DEFAULT_MODEL =
      "models/src/main/resources/io/viralstream/models/default-model";

  private final Invocation invocation;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Fixes scenes and first weights (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write the model (default: the default model in the sources).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where stages leave their weights (default: ${DEFAULT-VALUE}).")
  private Path work = Path.of("target/pretrain");

  @Option(names = "--tiny", hidden = true, description = "A few steps: teaches nothing.")
  private boolean tiny = false;

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private JsonOption json = new JsonOption();

  public PretrainCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PretrainSettings settings =
        tiny ? PretrainSettings.tiny(seed) : PretrainSettings.standard(seed);
    Path target = out.orElse(invocation.home().resolve(DEFAULT_MODEL));
    try (Torch torch = TorchRuntime.ofOneThread(device.over(invocation).environment());
        var bars = new Bars(invocation.console())) {
      ModelDirectory model = new Pretraining(torch, settings, work, bars).run(target);
      ObjectNode answer =
          JsonNodeFactory.instance
              .objectNode()
              .put("model", target.toString())
              .put("sha256", model.sha256())
              .put("seed", seed);
      invocation.console().result(json.form(), "model " + model.sha256() + " in " + target, answer);
    }
    return ExitCode.DONE;
  }

  /// One bar for each stage; two stages may run beside each other.
  private static final class Bars implements StageListener, AutoCloseable {
    private final Console console;
    private final Map<Stage, Progress> bars = new EnumMap<>(Stage.class);

    private Bars(Console console) {
      this.console = console;
    }

    @Override
    public synchronized void stepped(Stage stage, int step, int steps, double loss) {
      bars.computeIfAbsent(stage, key -> console.progress(key.word(), steps))
          .at(step, String.format(Locale.ROOT, "loss %.3f", loss));
    }

    @Override
    public synchronized void resumed(Stage stage) {
      console.note(stage.word() + ": weights of an earlier run are taken");
    }

    @Override
    public synchronized void close() {
      bars.values().forEach(Progress::close);
    }
  }
}
