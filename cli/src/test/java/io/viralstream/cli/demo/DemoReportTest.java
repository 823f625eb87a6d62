package io.viralstream.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.stack.Endpoints;
import io.viralstream.metrics.measures.Measured;
import io.viralstream.metrics.measures.Measured.Interval;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.EvaluationResult.Category;
import io.viralstream.metrics.read.EvaluationResult.Variant;
import io.viralstream.metrics.read.LossReader.LossEnds;
import io.viralstream.metrics.read.OverviewReader.RowCounts;
import io.viralstream.scoring.figures.Measure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// A demo's report has the agreed JSON, and a table that tells what was taught from what was known.
class DemoReportTest {
  private final DemoReport report =
      new DemoReport(
          new DemoFigures(
              result(0, .25),
              result(10, .5),
              result(20, .75),
              new LossEnds(20, 2, 1, OptionalDouble.of(-.25), OptionalDouble.of(-.5)),
              new RowCounts(160, 20, 3, 36, 0, 0),
              12.5),
          1L << 30,
          Duration.ofSeconds(90),
          Optional.of(Path.of("r", "report.html")));

  @Test
  void printsTheAgreedJson() {
    assertEquals(
        "{\"before\":{\"colour\":{\"n\":8,\"accuracy\":0.25,\"low\":0.0,\"high\":1.0},"
            + "\"existence\":{\"n\":4,\"accuracy\":0.25,\"low\":0.0,\"high\":1.0}},"
            + "\"after\":{\"colour\":{\"n\":8,\"accuracy\":0.75,\"low\":0.0,\"high\":1.0},"
            + "\"existence\":{\"n\":4,\"accuracy\":0.75,\"low\":0.0,\"high\":1.0}},"
            + "\"loss\":{\"lm\":[2.0,1.0],\"vra\":[-0.25,-0.5]},\"samples\":160,\"scores\":36,"
            + "\"deadLetters\":0,\"eventsPerSecond\":12.5,\"peakMemoryBytes\":1073741824,"
            + "\"seconds\":90.0,\"report\":\"r/report.html\"}",
        report.json().toString());
  }

  @Test
  void tellsWhatWasTaughtFromWhatWasKnown() {
    String text = report.text();
    assertTrue(text.contains("colour        taught    8  .250 [.000, 1.000]"), text);
    assertTrue(text.contains("all taught    taught    8  .250 [.071, .591]"), text);
    assertTrue(text.contains("all repeated  repeated  4"), text);
    assertTrue(text.endsWith("\nreport in r/report.html"), text);
    assertTrue(text.contains("L_VRA  -0.250 → -0.500"), text);
  }

  @Test
  void namesAddressesOnlyOfAStackThatGoesOn() {
    var endpoints =
        new Endpoints(
            URI.create("http://127.0.0.1:8080"),
            URI.create("http://127.0.0.1:8123"),
            "127.0.0.1:9092",
            URI.create("http://127.0.0.1:8081"),
            URI.create("http://127.0.0.1:8090"));
    assertFalse(report.text().contains("127.0.0.1"));
    assertEquals(report.text() + "\n\n" + endpoints.text(), report.textOfRunningStack(endpoints));
  }

  private static EvaluationResult result(long step, double accuracy) {
    var measured =
        new Measured(
            Measure.ACCURACY.key(), OptionalDouble.of(accuracy), Optional.of(new Interval(0, 1)));
    var categories =
        List.of(
            new Category("colour", 8, List.of(measured)),
            new Category("existence", 4, List.of(measured)));
    return new EvaluationResult(
        "e",
        "demo",
        "v",
        "viral-" + step + "-a",
        "viral",
        OptionalLong.of(step),
        12,
        12,
        0,
        0,
        0,
        new EvaluationResult.Asking("trained", 16, 0, Optional.empty(), false, 0),
        "",
        List.of(new Variant("generic", "generic/1", 0, categories)));
  }
}
