package io.viralstream.cli.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.cli.analysis.AnalysisSummary;
import io.viralstream.cli.analysis.AnalysisSummary.HeadMean;
import io.viralstream.cli.analysis.AnalysisSummary.Mean;
import io.viralstream.cli.client.ArmComparison;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.page.AnsweredItem.Said;
import io.viralstream.cli.page.AnsweredItem.Verdict;
import io.viralstream.images.Picture;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  private static final String HOSTILE = "<script>alert('x')</script>\u202e\u0007 \"&";

  @TempDir Path folder;

  @BeforeEach
  void anAnalysis() throws IOException {
    Files.createDirectories(folder.resolve("pictures"));
    Files.writeString(
        folder.resolve("rows.jsonl"),
        "{\"item\":\"a\",\"question\":\"q\",\"models\":[{\"answer\":\"<b>\"}]}\n");
    Files.write(folder.resolve("pictures/0001-1-seen.png"), new byte[1_000]);
    Files.write(folder.resolve("pictures/0001-1-pca-2.png"), new byte[1_000]);
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

  private AnalysisSummary summary() {
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

  private ReportPage page(AnswerDifferences differences) throws IOException {
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

  private static AnswerDifferences answers(String text) {
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

  @Test
  void showsTextOfOthersAsNothingButText() throws IOException {
    String html = page(answers(HOSTILE)).html();
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("\u202e"));
    assertFalse(html.contains("\u0007"));
    assertTrue(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    assertTrue(html.contains("too few &lt;tokens&gt;"));
    assertTrue(html.contains("2 × broken &lt;picture&gt;"));
    assertTrue(html.contains("<q>&lt;b&gt;</q>"));
  }

  @Test
  void asksNobodyForAnything() throws IOException {
    String html = page(answers("yes")).html();
    String without = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    without = without.replace("xmlns:xlink=\"http://www.w3.org/1999/xlink\"", "");
    assertFalse(without.contains("http:"), without);
    assertFalse(without.contains("https:"));
    assertFalse(without.contains("<link"));
    assertTrue(html.contains("default-src 'none'"));
  }

  @Test
  void hasTheNumbersOfEveryChartAsATable() throws IOException {
    ReportPage page = page(answers("yes"));
    String html = page.html();
    assertEquals(
        List.of("steps", "steps-difference", "1-cknna.encoder"),
        List.copyOf(page.charts().keySet()));
    assertTrue(html.contains("<td>0.5000</td><td>[0.4000, 0.6000]</td>"));
    assertTrue(html.contains("<td>-0.2500</td><td>[-0.5000, 0.1000]</td>"));
    assertTrue(html.contains("margin</caption>"));
  }

  @Test
  void saysFromWhichStepOneArmStaysAhead() throws IOException {
    assertTrue(page(answers("yes")).html().contains("viral stays ahead from step 25"));
  }

  @Test
  void leavesPicturesOutThatItHasNoRoomForAndSaysHowMany() {
    var budget = new PictureBudget(3_000);
    assertTrue(budget.img(new byte[2_000], "a").startsWith("<img"));
    assertTrue(budget.img(new byte[2_000], "<b>").contains("&lt;b&gt; (left out)"));
    assertEquals("Pictures left out, so that this file stays small: 1.", budget.remark());
  }

  @Test
  void drawsChartsInThePagesColours() {
    var line =
        new LineChart.Line(
            "viral",
            List.of(new LineChart.Point(0, .5, .4, .6), new LineChart.Point(1, .6, .5, .7)));
    String svg = new LineChart("t <x>", "layer", "y", List.of(line)).svg();
    assertTrue(svg.contains("var(--ink)") && svg.contains("var(--first)"), svg);
    assertTrue(svg.contains("aria-label=\"t &lt;x&gt;\""));
    assertFalse(svg.contains("rgb(1,2,"), svg);
  }
}
