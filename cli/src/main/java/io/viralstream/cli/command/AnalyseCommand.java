package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.analysis.AnalysedModel;
import io.viralstream.cli.analysis.AnalysedModels;
import io.viralstream.cli.analysis.AnalysisData;
import io.viralstream.cli.analysis.AnalysisFolder;
import io.viralstream.cli.analysis.AnalysisPictures;
import io.viralstream.cli.analysis.AnalysisPlan;
import io.viralstream.cli.analysis.AnalysisRefused;
import io.viralstream.cli.analysis.AnalysisRun;
import io.viralstream.cli.analysis.AnalysisSummary;
import io.viralstream.cli.analysis.AnalysisUpload;
import io.viralstream.cli.analysis.GeneratedScenes;
import io.viralstream.cli.feed.UploadCounts;
import io.viralstream.cli.report.AnalysisTable;
import io.viralstream.models.analyse.AnalysisSettings;
import io.viralstream.models.analyse.LayerProbes;
import io.viralstream.models.analyse.Measure;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `analyse`: what a model makes of pictures, measured by layer.
@Command(
    name = "analyse",
    description = {
      "Measures what a model makes of pictures, layer by layer, without a stack: alignment with its",
      "encoder and a teacher, attention to the picture, what can be read off its visual tokens, and",
      "how much its own answer depends on the picture.",
      "One row an item goes to --out, with means and intervals over all items; the same command goes",
      "on where it broke off. Where a stack is named, rows go there, too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./viral analyse --model llava-1.5-7b-hf --teacher dinov2-base --images coco --layers 0,8,16 \\",
      "      --measure cknna,entropy,margin --out analysis",
      "  ./viral analyse --version viral-250-0123456789ab --against baseline-250-ba9876543210 \\",
      "      --scenes 300 --out analysis --json"
    })
public final class AnalyseCommand implements Callable<Integer> {
  private static final int LONGEST = 1_024;
  private static final int PICTURES = 1_000;
  private static final long PROBE_BYTES = 2L << 30;

  private final Invocation invocation;

  @Mixin private AnalysedModelOptions models = new AnalysedModelOptions();
  @Mixin private AnalysisDataOptions pictures = new AnalysisDataOptions();
  @Mixin private StackOptions stack = new StackOptions();

  @Option(
      names = "--measure",
      split = ",",
      paramLabel = "WHAT,…",
      description = {
        "cosine, cknna, entropy, attention, pca, probe, margin (default: all but probe, and probe too",
        "with --scenes)."
      })
  private List<Measure> measures = List.of();

  @Option(
      names = "--layers",
      paramLabel = "L,…",
      description = "all, or blocks by number; 0 is the language model's input (default: all).")
  private String layers = "all";

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Cut the model's own answers there (default: ${DEFAULT-VALUE}).")
  private int most = 32;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      description = "Draw the first N items (default: ${DEFAULT-VALUE}).")
  private int drawn = 12;

  @Option(
      names = "--pca-axes",
      paramLabel = "WHOSE",
      description = {
        "own: each model's picture in its own main components; first: both in those of the first",
        "(default: own)."
      })
  private AnalysisPictures.Axes axes = AnalysisPictures.Axes.OWN;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write: a new one, or that of the same analysis.")
  private Path out = Path.of("");

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private WeightsOption weights = new WeightsOption();
  @Mixin private JsonOption json = new JsonOption();

  public AnalyseCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    demandSense();
    Invocation computing = weights.over(device.over(invocation));
    try (AnalysisData data = pictures.data(stack, invocation);
        Torch torch = computing.torch();
        AnalysedModels opened = models.open(computing, torch, stack)) {
      AnalysisSettings settings =
          settings(data, opened.first().loaded().model().language().settings());
      var plan =
          new AnalysisPlan(
              data.name(), data.key(), opened.subjects(), opened.teacherKey(), settings);
      AnalysisSummary summary = analysed(torch, plan, data, opened.all());
      ObjectNode answer = AnalysisTable.json(summary).put("out", out.toString());
      invocation.console().result(json.form(), AnalysisTable.text(summary) + "\nin " + out, answer);
      return ExitCode.DONE;
    }
  }

  private void demandSense() {
    if (most < 1 || most > LONGEST)
      throw new AnalysisRefused("--max-tokens=" + most + ", expected 1 to " + LONGEST);
    if (drawn < 0 || drawn > PICTURES)
      throw new AnalysisRefused("--pictures=" + drawn + ", expected 0 to " + PICTURES);
  }

  private AnalysisSettings settings(AnalysisData data, LanguageModelSettings language) {
    Set<Measure> chosen = new LinkedHashSet<>(measures);
    if (chosen.isEmpty()) {
      chosen.addAll(List.of(Measure.values()));
      if (!data.isLabelled()) chosen.remove(Measure.PROBE);
    }
    List<Integer> wanted = layers(language.blocks());
    if (chosen.contains(Measure.PROBE)) demandProbes(data, wanted.size(), language.width());
    return new AnalysisSettings(chosen, wanted, most);
  }

  private static void demandProbes(AnalysisData data, int layers, int width) {
    if (!data.isLabelled())
      throw new AnalysisRefused(
          "--measure=probe: nothing says what stands in a picture's patches; expected --scenes");
    if (data.size() < 3)
      throw new AnalysisRefused(
          "--scenes=" + data.size() + ": probes learn from two of three, expected at least 3");
    long bytes = LayerProbes.bytes(GeneratedScenes.CLASSES, layers, width);
    if (bytes > PROBE_BYTES)
      throw new AnalysisRefused(
          "--measure=probe: "
              + (bytes >> 20)
              + " MiB for "
              + layers
              + " layers of width "
              + width
              + ", at most "
              + (PROBE_BYTES >> 20)
              + "; name fewer with --layers");
  }

  private List<Integer> layers(int blocks) {
    if (layers.equals("all")) return IntStream.rangeClosed(0, blocks).boxed().toList();
    List<Integer> wanted = new ArrayList<>();
    for (String word : layers.split(",", -1)) wanted.add(layer(word, blocks));
    if (Set.copyOf(wanted).size() < wanted.size())
      throw new AnalysisRefused("--layers=" + layers + ", expected each layer once");
    return wanted;
  }

  private int layer(String word, int blocks) {
    Optional<Integer> number =
        word.matches("\\d{1,3}") ? Optional.of(Integer.parseInt(word)) : Optional.empty();
    return number
        .filter(each -> each <= blocks)
        .orElseThrow(() ->
            new AnalysisRefused(
                "--layers=" + layers + ": " + word + ", expected 0 to " + blocks + ", or all"));
  }

  private AnalysisSummary analysed(
      Torch torch, AnalysisPlan plan, AnalysisData data, List<AnalysedModel> opened)
      throws IOException, InterruptedException {
    var drawing =
        new AnalysisPictures(
            torch,
            opened.stream().map(AnalysedModel::loaded).toList(),
            plan.settings().measures(),
            drawn,
            axes);
    try (AnalysisFolder folder = AnalysisFolder.open(out, plan);
        AnalysisRun run = new AnalysisRun(torch, plan, data, opened, drawing)) {
      run.into(folder, invocation.console());
      if (stack.isNamed()) store(plan, folder);
      AnalysisSummary summary = AnalysisSummary.of(plan, folder.rows());
      folder.summarize(AnalysisTable.json(summary));
      return summary;
    }
  }

  private void store(AnalysisPlan plan, AnalysisFolder folder)
      throws IOException, InterruptedException {
    UploadCounts counts =
        new AnalysisUpload(stack.connect(invocation), invocation.pause(), invocation.console())
            .send(plan, folder.rows());
    if (counts.refused() > 0)
      throw CommandFailure.failed("the gateway refused " + counts.refused() + " rows; see above");
  }
}
