package io.viralstream.cli.command;

import io.viralstream.cli.console.Logging;
import io.viralstream.cli.console.PlainText;
import io.viralstream.cli.role.ArmText;
import io.viralstream.cli.role.ServedModel;
import io.viralstream.cli.role.StartChoice;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.cli.stack.DataFolder;
import io.viralstream.cli.stack.Endpoints;
import io.viralstream.cli.stack.LocalStack;
import io.viralstream.cli.stack.ModelInspection;
import io.viralstream.cli.stack.StackPlan;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `up`: the whole stack on this machine, empty or where it was, until it is stopped.
@Command(
    name = "up",
    description = {
      "Starts everything on this machine and runs until Ctrl-C.",
      "When ready, prints the addresses and writes them to DIR/endpoints.json.",
      "A second `up` on the same DIR goes on where it was.",
      "With --model it looks the checkpoint over first, and ends with 4 where it cannot be served.",
      "With --model it answers from that checkpoint and trains nothing, unless an --arm is named;",
      "such an arm starts from the usual model, not from that checkpoint.",
      "With --recipe, arms start from --model: for stage1 `stage1`, for stage2 and finetune `viral`",
      "and `baseline`, unless others are named. With --from they go on from what was trained on it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./viral up --data DIR",
      "  ./viral up --data DIR --arm viral --arm baseline",
      "  ./viral up --model llava-1.5-7b-hf",
      "  ./viral up --data DIR --model llava-1.5-7b-hf --teacher dinov2-base --recipe stage2",
      "  ./viral up --data DIR --model llava-1.5-7b-hf --teacher dinov2-base --recipe stage2 \\",
      "      --from stage1-2180-0123456789ab"
    })
public final class UpCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8080;

  /// Names in problems come from the files.
  private static final int WIDEST = 400;

  private static final List<String> USUAL_ARMS = List.of("viral");
  private static final List<String> STAGE1_ARMS = List.of("stage1");
  private static final List<String> STAGE2_ARMS = List.of("viral", "baseline");

  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep everything in DIR (default: a temporary folder, deleted at the end).")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--gateway-port",
      paramLabel = "PORT",
      description =
          "Port of the gateway (default: DIR's last, else 8080, where it is free; else any).")
  private Optional<Integer> gatewayPort = Optional.empty();

  @Option(
      names = "--clickhouse-port",
      paramLabel = "PORT",
      description = "Port of ClickHouse's HTTP interface (default: any).")
  private Optional<Integer> clickhousePort = Optional.empty();

  @Option(
      names = "--arm",
      paramLabel = "ARM",
      description = {
        "An arm that trains, once for each: viral, baseline, or NAME and any of lambda=L, layer=N,",
        "teacher=model|self|none, seed=N, every=STEPS, width=N, rate=R, cosine=STEPS, warmup=STEPS,",
        "batch=N, or what else `train --help` lists, each without its hyphens, with commas and no",
        "blanks between (default: viral; with --model, none)."
      })
  private List<String> arms = List.of();

  @Option(
      names = "--recipe",
      paramLabel = "WHICH",
      description = {
        "How arms are trained on --model: stage1 (P_φ, on captions), stage2 (LoRA, P_φ and P_π) or",
        "finetune (LM_θ and P_φ in full, and P_π). Without it, --model is only answered with."
      })
  private Optional<Recipe.Parts> recipe = Optional.empty();

  @Option(
      names = "--teacher",
      paramLabel = "DIR",
      description = "The teacher of arms with --recipe: DINOv2, CLIP, SigLIP, SAM, RADIO, ….")
  private Optional<Path> teacher = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "VERSION|DIR",
      description = {
        "What arms with --recipe go on from: a version of an earlier arm on the same --model, by its",
        "name or folder, or the folder of a LoRA adapter in PEFT's layout."
      })
  private Optional<String> from = Optional.empty();

  @Mixin private ServedModelOptions model = new ServedModelOptions();
  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private WeightsOption weights = new WeightsOption();

  @Mixin private JsonOption json = new JsonOption();

  public UpCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    demandSense();
    Optional<ServedModel> named = served();
    Invocation asked = weights.over(device.over(invocation));
    Environment placed = places(asked.environment());
    asked.tryDevice();
    if (named.isPresent()) look(named.get(), asked.environment());
    Optional<ServedModel> served = recipe.isPresent() ? Optional.empty() : named;
    try (var stop = new StopSignal();
        DataFolder folder =
            data.isPresent() ? DataFolder.at(data.get()) : invocation.temporaryData()) {
      StackPlan plan = plan(folder, served);
      Logging.toFile(folder.log(), invocation.logLevel());
      invocation.console().note("starting, data in " + folder.root());
      run(plan, placed, stop);
    }
    return ExitCode.DONE;
  }

  /// Before anything is started, and before a data folder is made.
  private void look(ServedModel model, Environment environment)
      throws IOException, InterruptedException {
    List<String> problems =
        ModelInspection.problems(model, invocation.installation().java(), environment);
    if (problems.isEmpty()) return;
    Stream<String> lines =
        problems.stream().map(problem -> "\n  " + PlainText.line(problem, WIDEST));
    throw CommandFailure.refused(
        "--model="
            + model.directory()
            + " cannot be served:"
            + lines.collect(Collectors.joining()));
  }

  private void run(StackPlan plan, Environment environment, StopSignal stop)
      throws IOException, InterruptedException {
    try (var stack =
        LocalStack.start(
            plan,
            invocation.installation(),
            environment,
            event -> invocation.console().note(event.text()))) {
      Endpoints endpoints = stack.endpoints();
      tellOtherPort(endpoints.gateway().getPort());
      invocation.console().result(json.form(), endpoints.text(), endpoints.json());
      invocation.console().note("ready; Ctrl-C stops everything");
      stop.await(stack::demandAlive);
      invocation.console().note("stopping");
    }
  }

  /// Other commands look for a gateway at its usual port.
  private void tellOtherPort(int port) {
    if (gatewayPort.isPresent() || port == USUAL_PORT) return;
    invocation
        .console()
        .note(
            "port "
                + USUAL_PORT
                + " is taken: name this gateway with --gateway http://127.0.0.1:"
                + port);
  }

  private void demandSense() {
    boolean trains = recipe.isPresent() && recipe.get() != Recipe.Parts.FULL;
    if (recipe.isPresent() && !trains)
      throw wrong(
          "--recipe=full: expected stage1, stage2 or finetune; without it, arms train the product's"
              + " model in full");
    if (trains && model.directory().isEmpty()) throw wrong("--recipe: --model is needed with it");
    if (teacher.isPresent() && !trains) throw wrong("--teacher belongs to --recipe");
    if (from.isPresent() && !trains) throw wrong("--from belongs to --recipe");
    if (trains && model.isNamed()) throw wrong("--model-name: --recipe serves arms, not --model");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /// Where the arms' model and its teacher lie.
  private Environment places(Environment environment) {
    if (recipe.isEmpty()) return environment;
    Environment placed =
        environment.with(Setting.VIRAL_MODEL, whole(model.directory().orElseThrow()));
    if (teacher.isPresent()) placed = placed.with(Setting.VIRAL_TEACHER, whole(teacher.get()));
    return from.isEmpty() ? placed : placed.with(Setting.VIRAL_FROM, start(from.get()));
  }

  private String start(String named) {
    try {
      return StartChoice.text(named);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String whole(Path directory) {
    return directory.toAbsolutePath().normalize().toString();
  }

  /// The texts of the arms that train.
  private List<String> trained(boolean serves) {
    if (recipe.isPresent()) {
      String word = ",recipe=" + recipe.get().name().toLowerCase(Locale.ROOT);
      return (arms.isEmpty() ? usual(recipe.get()) : arms).stream().map(arm -> arm + word).toList();
    }
    return arms.isEmpty() && !serves ? USUAL_ARMS : arms;
  }

  /// Captions have nothing to align, so that one arm is all there is to train on them.
  private static List<String> usual(Recipe.Parts recipe) {
    return recipe == Recipe.Parts.STAGE1 ? STAGE1_ARMS : STAGE2_ARMS;
  }

  private StackPlan plan(DataFolder folder, Optional<ServedModel> served) {
    try {
      List<ArmPlan> plans = trained(served.isPresent()).stream().map(ArmText::parse).toList();
      return new StackPlan(folder, gatewayPort, clickhousePort, plans, served);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<ServedModel> served() {
    try {
      return model.served();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
