package io.viralstream.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.stack.Endpoints;
import io.viralstream.metrics.measures.Measured;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.LossReader.LossEnds;
import io.viralstream.scoring.figures.Measure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// A demo's figures as text and as the JSON object that `demo` prints.
///
/// @param peakMemoryBytes PSS of all processes together, at most
/// @param time from the command's start to this
/// @param page the HTML file with charts and pictures, where it could be drawn
public record DemoReport(
    DemoFigures figures, long peakMemoryBytes, Duration time, Optional<Path> page) {

  public String text() {
    var tables = DemoTables.of(figures);
    return String.join(
        "\n\n",
        "Held-out questions by model version, read from ClickHouse: accuracy [95 % interval]",
        tables.accuracies(),
        "Yes-ratio, and hallucination (yes where the truth is no)",
        tables.yesAndNo(),
        losses() + "\n" + totals() + page.map(file -> "\nreport in " + file).orElse(""));
  }

  /// The same with the addresses of a stack that goes on.
  public String textOfRunningStack(Endpoints endpoints) {
    return text() + "\n\n" + endpoints.text();
  }

  private String losses() {
    LossEnds losses = figures.losses();
    return String.format(
        Locale.ROOT,
        "L_LM   %.3f → %.3f  (means of the first and of the last tenth of %d steps)%n"
            + "L_VRA  %s → %s",
        losses.firstLm(),
        losses.lastLm(),
        losses.steps(),
        loss(losses.firstVra()),
        loss(losses.lastVra()));
  }

  private String totals() {
    return String.format(
        Locale.ROOT,
        "samples %d, scores %d, dead letters %d, %.0f events per second%n"
            + "peak memory %.2f GiB over all processes, %d s in all",
        figures.rows().samples(),
        figures.rows().scores(),
        figures.rows().deadLetters(),
        figures.eventsPerSecond(),
        peakMemoryBytes / (double) (1L << 30),
        time.toSeconds());
  }

  private static String loss(OptionalDouble value) {
    return value.isEmpty() ? "–" : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
  }

  /// `{"before":{category:{"n","accuracy","low","high"}},"after":{…},"loss":{…},…}`; `report` is
  /// the page or null.
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("before", categories(figures.before()));
    json.set("after", categories(figures.after()));
    LossEnds losses = figures.losses();
    ObjectNode loss = json.putObject("loss");
    loss.putArray("lm").add(losses.firstLm()).add(losses.lastLm());
    ArrayNode vra = loss.putArray("vra");
    losses.firstVra().ifPresent(vra::add);
    losses.lastVra().ifPresent(vra::add);
    json.put("samples", figures.rows().samples());
    json.put("scores", figures.rows().scores());
    json.put("deadLetters", figures.rows().deadLetters());
    json.put("eventsPerSecond", figures.eventsPerSecond());
    json.put("peakMemoryBytes", peakMemoryBytes);
    json.put("seconds", time.toMillis() / 1000.0);
    page.ifPresentOrElse(file -> json.put("report", file.toString()), () -> json.putNull("report"));
    return json;
  }

  private static ObjectNode categories(EvaluationResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    var heldOut = new HeldOutScores(result);
    for (EvaluationResult.Category category : heldOut.categories()) {
      ObjectNode one = json.putObject(category.name()).put("n", category.items());
      Optional<Measured> accuracy = heldOut.measured(category.name(), Measure.ACCURACY);
      accuracy.ifPresent(known -> known.value().ifPresent(value -> one.put("accuracy", value)));
      accuracy
          .flatMap(Measured::interval)
          .ifPresent(interval -> one.put("low", interval.low()).put("high", interval.high()));
    }
    return json;
  }
}
