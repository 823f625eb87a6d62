package io.viralstream.cli.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.cli.analysis.AnalysisSummary;
import io.viralstream.cli.analysis.AnalysisSummary.HeadMean;
import io.viralstream.cli.analysis.AnalysisSummary.Mean;
import io.viralstream.cli.client.ArmComparison;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.page.AnsweredItem.Said;
import io.viralstream.cli.page.AnsweredItem.Verdict;
import io.viralstream.images.Picture;
import io.viralstream.images.PngWriter;
import io.viralstream.metrics.measures.Measured.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// A small report with one of everything.
final class ExamplePage {
  private ExamplePage() {}

  /// With the files of its analysis in a folder.
  static ReportPage in(Path folder) throws IOException {
    return in(folder, answers("yes"));
  }

  static ReportPage in(Path folder, AnswerDifferences differences) throws IOException {
    Files.createDirectories(folder.resolve("pictures"));
    Files.writeString(
        folder.resolve("rows.jsonl"),
        "{\"item\":\"a\",\"question\":\"q\",\"models\":[{\"answer\":\"<b>\"}]}\n");
    byte[] png = PngWriter.write(new Picture(2, 3, new byte[18]));
    Files.write(folder.resolve("pictures/0001-1-seen.png"), png);
    Files.write(folder.resolve("pictures/0001-1-pca-2.png"), png);
    return page(folder, differences);
  }

  private static EvaluationResult result(String model) throws IOException {
    String json =
        """
        {"id":"e","benchmark":"b","model":"%s","items":4,"answered":4,"truth":"v",
         "scores":{"generic":{"overall":{"accuracy":0.75}}},
         "intervals":{"generic":{"overall":{"accuracy":[0.5,0.9]}}}}
        """
            .formatted(model);
    return new EvaluationResult(new ObjectMapper().readTree(json));
  }

  private static AnalysisSummary summary() {
    var known =
        new Mean(
            "cknna.encoder",
            OptionalInt.of(2),
            3,
            Map.of("too few <tokens>", 1),
            Optional.of(.5),
            Optional.of(new Interval(.4, .6)));
    var none =
        new Mean("margin", OptionalInt.empty(), 0, Map.of(), Optional.empty(), Optional.empty());
    var heads = List.of(new HeadMean("attention.mass", 1, 0, 3, .25));
    return new AnalysisSummary(
        List.of(
            new AnalysisSummary.Model("1", "a-1-0123456789ab", List.of(known, none), heads),
            new AnalysisSummary.Model("2", "b-1-0123456789ab", List.of(known, none), heads)),
        List.of(known),
        Map.of("broken <picture>", 2));
  }

  private static ReportPage page(Path folder, AnswerDifferences differences) throws IOException {
    var curve =
        new EfficiencyCurve("generic", "overall", "accuracy", arms(), new TreeMap<>(differences()));
    var comparison =
        new ArmComparison(
            new ObjectMapper()
                .readTree(
                    "{\"variant\":\"generic\",\"category\":\"overall\",\"measure\":\"accuracy\","
                        + "\"items\":4,\"difference\":-0.25,\"interval\":[-0.5,0.1],\"p\":0.5}"));
    return new ReportPage(
        new ReportContent(
            "b@" + "0".repeat(64),
            List.of(result("a-1-0123456789ab"), result("b-1-0123456789ab")),
            List.of(comparison),
            Optional.of(curve),
            List.of(new ReportContent.Analysed("folder x", "measures=cknna", summary(), folder)),
            Optional.of(differences),
            List.of("./viral report --out 'x'")));
  }

  private static SequencedMap<String, SortedMap<Long, EvaluationResult.Figure>> arms() {
    SequencedMap<String, SortedMap<Long, EvaluationResult.Figure>> arms = new LinkedHashMap<>();
    for (String arm : List.of("viral", "baseline")) {
      SortedMap<Long, EvaluationResult.Figure> figures = new TreeMap<>();
      figures.put(0L, new EvaluationResult.Figure(.5, Optional.empty()));
      figures.put(25L, new EvaluationResult.Figure(.75, Optional.empty()));
      arms.put(arm, figures);
    }
    return arms;
  }

  private static Map<Long, EfficiencyCurve.Difference> differences() {
    return Map.of(
        0L, new EfficiencyCurve.Difference(0, interval(-.1, .1)),
        25L, new EfficiencyCurve.Difference(.1, interval(.05, .15)),
        50L, new EfficiencyCurve.Difference(.2, interval(.1, .3)));
  }

  private static Optional<EvaluationResult.Interval> interval(double low, double high) {
    return Optional.of(new EvaluationResult.Interval(low, high));
  }

  static AnswerDifferences answers(String text) {
    var picture = new Picture(2, 3, new byte[18]);
    var item =
        new AnsweredItem(
            "i",
            text,
            text,
            text,
            new Said(text, Verdict.RIGHT),
            new Said("no", Verdict.WRONG),
            Optional.of(picture));
    return new AnswerDifferences(List.of(item), 1, 2);
  }
}
