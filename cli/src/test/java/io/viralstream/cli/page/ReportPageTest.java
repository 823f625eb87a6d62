package io.viralstream.cli.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  private static final String HOSTILE = "<script>alert('x')</script>\u202e\u0007 \"&";

  @TempDir Path folder;

  private ReportPage page(AnswerDifferences differences) throws IOException {
    return ExamplePage.in(folder, differences);
  }

  @Test
  void showsTextOfOthersAsNothingButText() throws IOException {
    String html = page(ExamplePage.answers(HOSTILE)).html();
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
    String html = page(ExamplePage.answers("yes")).html();
    String without = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    without = without.replace("xmlns:xlink=\"http://www.w3.org/1999/xlink\"", "");
    assertFalse(without.contains("http:"), without);
    assertFalse(without.contains("https:"));
    assertFalse(without.contains("<link"));
    assertTrue(html.contains("default-src 'none'"));
  }

  @Test
  void hasTheNumbersOfEveryChartAsATable() throws IOException {
    ReportPage page = page(ExamplePage.answers("yes"));
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
    assertTrue(page(ExamplePage.answers("yes")).html().contains("viral stays ahead from step 25"));
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
