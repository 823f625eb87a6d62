package io.viralstream.cli.page;

import io.viralstream.cli.analysis.AnalysedModel;
import io.viralstream.cli.analysis.AnalysedModels;
import io.viralstream.cli.analysis.AnalysisData;
import io.viralstream.cli.analysis.AnalysisFolder;
import io.viralstream.cli.analysis.AnalysisPictures;
import io.viralstream.cli.analysis.AnalysisPlan;
import io.viralstream.cli.analysis.AnalysisRefused;
import io.viralstream.cli.analysis.AnalysisRun;
import io.viralstream.cli.analysis.AnalysisSummary;
import io.viralstream.cli.analysis.BenchmarkItems;
import io.viralstream.cli.analysis.GeneratedScenes;
import io.viralstream.cli.analysis.StackLog;
import io.viralstream.cli.client.ArmComparison;
import io.viralstream.cli.client.BenchmarkSummary;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.ResultQuery;
import io.viralstream.cli.client.Results;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.page.ReportContent.Analysed;
import io.viralstream.cli.report.AnalysisTable;
import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.models.analyse.AnalysisSettings;
import io.viralstream.models.analyse.Measure;
import io.viralstream.models.tensor.Torch;
import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Gathers what a report shows of one version or two from a running stack, looks at pictures with
/// both, and writes `report.html` with the charts beside it.
public final class ReportRun {
  private static final int MOST_TOKENS = 32;
  private static final int DRAWN = 6;
  private static final int MOST_DIFFERENCES = 24;

  private final Gateway gateway;
  private final StackLog log;
  private final Console console;

  /// What is reported.
  ///
  /// @param benchmark `name@version`, or a bare name for its newest version
  /// @param items of the benchmark that are looked at
  /// @param scenes that are looked at for what can be read off patches; 0 for none
  /// @param commands that repeat it
  public record Request(String benchmark, int items, int scenes, Path out, List<String> commands) {}

  public ReportRun(Gateway gateway, StackLog log, Console console) {
    this.gateway = gateway;
    this.log = log;
    this.console = console;
  }

  /// @param models one or two, by the names of their versions
  /// @return the page
  /// @throws AnalysisRefused where a version was not evaluated on the benchmark
  public Path write(Request request, Torch torch, AnalysedModels models)
      throws IOException, InterruptedException {
    BenchmarkSummary benchmark =
        gateway
            .benchmark(request.benchmark())
            .orElseThrow(() ->
                new AnalysisRefused(
                    "--benchmark=" + request.benchmark() + ", expected a sealed benchmark"));
    var version = new VersionName(benchmark.name(), benchmark.version());
    List<String> names = models.all().stream().map(AnalysedModel::name).toList();
    List<EvaluationResult> results = new ArrayList<>();
    for (String name : names) results.add(result(version, name));
    try (BenchmarkItems questions = BenchmarkItems.open(log, version, Integer.MAX_VALUE)) {
      var content =
          new ReportContent(
              benchmark.reference(),
              results,
              names.size() < 2 ? List.of() : comparisons(version, names),
              EfficiencyCurve.of(gateway, version, arms(names), results.getFirst()),
              analysed(request, torch, models, questions),
              differences(version, benchmark, results, questions),
              request.commands());
      return write(content, request.out());
    }
  }

  private EvaluationResult result(VersionName version, String model) throws InterruptedException {
    return results(version, model, Optional.empty()).evaluations().stream()
        .filter(each -> each.truth().equals(version.version()) && each.model().equals(model))
        .findFirst()
        .orElseThrow(() ->
            new AnalysisRefused(
                model
                    + " was not evaluated on "
                    + version.name()
                    + "; run ./viral evaluate --benchmark "
                    + version.name()
                    + " --model "
                    + model));
  }

  private Results results(VersionName version, String model, Optional<String> against)
      throws InterruptedException {
    return gateway.results(
        new ResultQuery(
            Optional.empty(),
            Optional.of(model),
            Optional.empty(),
            Optional.of(version.name()),
            Optional.empty(),
            against,
            Optional.empty(),
            Optional.empty()));
  }

  private List<ArmComparison> comparisons(VersionName version, List<String> names)
      throws InterruptedException {
    Results pair = results(version, names.getFirst(), Optional.of(names.getLast()));
    pair.refused().forEach(refused -> console.note("not compared: " + refused));
    return pair.comparisons();
  }

  /// Each arm once, in the order of the versions.
  private static List<String> arms(List<String> versions) {
    Set<String> arms = new LinkedHashSet<>();
    for (String version : versions) {
      EfficiencyCurve.Place.of(version).ifPresent(place -> arms.add(place.arm()));
    }
    return List.copyOf(arms);
  }

  private Optional<AnswerDifferences> differences(
      VersionName version,
      BenchmarkSummary benchmark,
      List<EvaluationResult> results,
      BenchmarkItems questions)
      throws InterruptedException {
    Optional<BenchmarkRule> rule = BenchmarkRule.named(benchmark.rule());
    if (results.size() < 2 || rule.isEmpty()) return Optional.empty();
    List<String> evaluations = results.stream().map(EvaluationResult::id).toList();
    return Optional.of(
        AnswerDifferences.of(
            gateway, version, rule.get(), evaluations, questions, MOST_DIFFERENCES));
  }

  private List<Analysed> analysed(
      Request request, Torch torch, AnalysedModels models, BenchmarkItems questions)
      throws IOException {
    List<Analysed> analysed = new ArrayList<>();
    EnumSet<Measure> all = EnumSet.allOf(Measure.class);
    all.remove(Measure.PROBE);
    if (request.items() > 0)
      analysed.add(
          analysed(
              torch,
              models,
              questions.first(request.items()),
              all,
              request.out().resolve("analysis")));
    if (request.scenes() > 0)
      analysed.add(
          analysed(
              torch,
              models,
              new GeneratedScenes("Describe the image.", request.scenes(), 1),
              EnumSet.of(Measure.PROBE),
              request.out().resolve("probes")));
    return analysed;
  }

  private Analysed analysed(
      Torch torch, AnalysedModels models, AnalysisData data, Set<Measure> measures, Path out)
      throws IOException {
    int blocks = models.first().loaded().model().language().settings().blocks();
    var settings =
        new AnalysisSettings(
            measures, IntStream.rangeClosed(0, blocks).boxed().toList(), MOST_TOKENS);
    var plan =
        new AnalysisPlan(data.name(), data.key(), models.subjects(), models.teacherKey(), settings);
    var pictures =
        new AnalysisPictures(
            torch,
            models.all().stream().map(AnalysedModel::loaded).toList(),
            measures,
            DRAWN,
            AnalysisPictures.Axes.OWN);
    try (AnalysisFolder folder = AnalysisFolder.open(out, plan);
        AnalysisRun run = new AnalysisRun(torch, plan, data, models.all(), pictures)) {
      run.into(folder, console);
      AnalysisSummary summary = AnalysisSummary.of(plan, folder.rows());
      folder.summarize(AnalysisTable.json(summary));
      return new Analysed(data.name(), plan.words(), summary, out);
    }
  }

  private static Path write(ReportContent content, Path out) throws IOException {
    var page = new ReportPage(content);
    byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
    if (html.length > ReportPage.MOST_BYTES)
      throw new AnalysisRefused(
          "report.html would have "
              + html.length
              + " bytes, at most "
              + ReportPage.MOST_BYTES
              + "; report fewer layers or heads");
    Path charts = Files.createDirectories(out.resolve("charts"));
    for (Map.Entry<String, LineChart> chart : page.charts().entrySet()) {
      Files.write(charts.resolve(chart.getKey() + ".png"), chart.getValue().png());
    }
    return Files.write(out.resolve("report.html"), html);
  }
}
