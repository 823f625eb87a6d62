package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.viralstream.cli.analysis.AnalysedModels;
import io.viralstream.cli.analysis.AnalysedModels.Named;
import io.viralstream.cli.analysis.AnalysisRefused;
import io.viralstream.cli.client.ArmState;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.page.ReportRun;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.PromptStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `report`: one HTML file about one model version or two.
@Command(
    name = "report",
    description = {
      "Writes what a running stack knows of one model version or two, and what both make of pictures,",
      "as one HTML file that needs nothing else: scores with paired intervals, the benchmark by",
      "training step, the questions that they answer otherwise, curves by layer, attention, pictures.",
      "The versions must have been evaluated on the benchmark. Their files must lie on this machine."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./viral report --data data --arms viral,baseline --benchmark nlvr --out report",
      "  ./viral report --data data --versions viral-250-0123456789ab,viral-0-ba9876543210 \\",
      "      --benchmark nlvr --teacher dinov2-base --out report"
    })
public final class ReportCommand implements Callable<Integer> {
  private static final int MOST = 2;
  private static final int MOST_ITEMS = 10_000;

  private final Invocation invocation;

  @Mixin private StackOptions stack = new StackOptions();

  @Option(
      names = "--arms",
      split = ",",
      paramLabel = "A,B",
      description = "The newest version of one arm or two.")
  private List<String> arms = List.of();

  @Option(
      names = "--versions",
      split = ",",
      paramLabel = "V,W",
      description = "One version or two, in the place of --arms.")
  private List<String> versions = List.of();

  @Option(
      names = "--benchmark",
      required = true,
      paramLabel = "NAME",
      description = "NAME, or NAME@VERSION.")
  private String benchmark = "";

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Look at the pictures of the first N questions (default: ${DEFAULT-VALUE}).")
  private int items = 48;

  @Option(
      names = "--scenes",
      paramLabel = "N",
      description = {
        "Read colours, shapes and places off N generated scenes, too; for models of our own",
        "(default: ${DEFAULT-VALUE})."
      })
  private int scenes = 0;

  @Option(
      names = "--teacher",
      paramLabel = "DIR",
      description = {
        "A vision model's directory, or a model of ours with its teacher (default: that of the base of",
        "--data, where it has one)."
      })
  private Optional<Path> teacher = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write: a new one, or that of the same report.")
  private Path out = Path.of("");

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private WeightsOption weights = new WeightsOption();
  @Mixin private JsonOption json = new JsonOption();

  public ReportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    demandSense();
    Gateway gateway = stack.connect(invocation);
    List<Named> named = named(gateway);
    Optional<Path> taught = teacher;
    if (taught.isEmpty()) taught = stack.teacher();
    Invocation computing = weights.over(device.over(invocation));
    try (Torch torch = computing.torch();
        AnalysedModels models =
            AnalysedModels.open(computing.models(torch), named, taught, PromptStyle.TEMPLATE)) {
      Path page =
          new ReportRun(gateway, stack.log(invocation), invocation.console())
              .write(request(named), torch, models);
      invocation
          .console()
          .result(
              json.form(),
              "report in " + page,
              JsonNodeFactory.instance.objectNode().put("report", page.toString()));
      return ExitCode.DONE;
    }
  }

  private void demandSense() {
    if (!stack.isNamed()) throw new AnalysisRefused("expected --data or --gateway");
    if (arms.isEmpty() == versions.isEmpty())
      throw new AnalysisRefused("expected either --arms or --versions");
    int count = arms.size() + versions.size();
    if (count > MOST)
      throw new AnalysisRefused(count + " versions, expected one or two to look at side by side");
    if (items < 0 || items > MOST_ITEMS)
      throw new AnalysisRefused("--items=" + items + ", expected 0 to " + MOST_ITEMS);
    if (scenes != 0 && (scenes < 3 || scenes > MOST_ITEMS))
      throw new AnalysisRefused("--scenes=" + scenes + ", expected 0, or 3 to " + MOST_ITEMS);
  }

  private List<Named> named(Gateway gateway) throws IOException, InterruptedException {
    List<String> chosen = new ArrayList<>(versions);
    for (String arm : arms) chosen.add(newest(gateway, arm));
    StoredVersions stored = StoredVersions.in(stack.checkpoints(), invocation.environment());
    List<Named> named = new ArrayList<>();
    for (String version : chosen) {
      try {
        named.add(new Named(stored.directory("--versions", version), version, Optional.empty()));
      } catch (IllegalArgumentException noName) {
        throw new AnalysisRefused(String.valueOf(noName.getMessage()));
      }
    }
    return named;
  }

  private static String newest(Gateway gateway, String arm) throws InterruptedException {
    return gateway.arms().stream()
        .filter(each -> each.name().equals(arm))
        .findFirst()
        .map(ArmState::newest)
        .orElseThrow(() -> new AnalysisRefused("--arms=" + arm + ", expected an arm that trains"));
  }

  private ReportRun.Request request(List<Named> named) {
    String both = String.join(",", named.stream().map(Named::name).toList());
    String repeat =
        "./viral report --data DATA --versions "
            + both
            + " --benchmark "
            + benchmark
            + " --items "
            + items
            + " --scenes "
            + scenes
            + (teacher.isPresent() ? " --teacher TEACHER" : "")
            + " --out REPORT";
    String compared =
        named.size() < MOST
            ? "./viral results --benchmark " + benchmark + " --model " + both
            : "./viral results --benchmark "
                + benchmark
                + " --model "
                + named.getFirst().name()
                + " --against "
                + named.getLast().name();
    return new ReportRun.Request(benchmark, items, scenes, out, List.of(repeat, compared));
  }
}
