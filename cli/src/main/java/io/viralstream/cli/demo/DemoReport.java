package io.viralstream.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.console.Table;
import io.viralstream.cli.console.Table.Column;
import io.viralstream.cli.report.Figures;
import io.viralstream.metrics.measures.Measure;
import io.viralstream.metrics.measures.Measured;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.EvaluationResult.Category;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// A demo's figures as tables and as the JSON object that `demo` prints.
///
/// @param peakMemoryBytes PSS of all processes together, at most
/// @param time from the command's start to its report
public record DemoReport(DemoFigures figures, long peakMemoryBytes, Duration time) {
  private static final Set<String> TAUGHT = Set.of("colour", "novelty");
  private static final String OVERALL = "overall";

  public String text() {
    return String.join(
        "\n\n",
        "Held-out questions by model version, read from ClickHouse: accuracy, 95 % interval",
        accuracies(),
        "Yes-ratio, and hallucination (yes where the truth is no)",
        yesAndNo(),
        remarks());
  }

  private String accuracies() {
    var table =
        Table.of(
            Column.text("category"),
            Column.text("the stream"),
            Column.figure("n"),
            Column.text("before, " + step(figures.before())),
            Column.text("during, " + step(figures.during())),
            Column.text("after, " + step(figures.after())));
    for (var category : categories(figures.before())) {
      table.row(
          category.name(),
          part(category.name()),
          Long.toString(category.items()),
          accuracy(figures.before(), category.name()),
          accuracy(figures.during(), category.name()),
          accuracy(figures.after(), category.name()));
    }
    return table.text();
  }

  private static String part(String category) {
    if (category.equals(OVERALL)) return "";
    return TAUGHT.contains(category) ? "taught" : "repeated";
  }

  private static String step(EvaluationResult result) {
    return "step " + result.step().orElse(0);
  }

  private static String accuracy(EvaluationResult result, String category) {
    var measured = measured(result, category, Measure.ACCURACY);
    var interval =
        measured.flatMap(Measured::interval).map(i -> " " + Figures.interval(i.low(), i.high()));
    return share(measured) + interval.orElse("");
  }

  private String yesAndNo() {
    var table =
        Table.of(
            Column.text("category"),
            Column.figure("yes before"),
            Column.figure("during"),
            Column.figure("after"),
            Column.figure("halluc. before"),
            Column.figure("during"),
            Column.figure("after"));
    for (var category : categories(figures.before())) {
      if (measured(figures.before(), category.name(), Measure.YES_RATIO).isEmpty()) continue;
      table.row(
          category.name(),
          share(figures.before(), category.name(), Measure.YES_RATIO),
          share(figures.during(), category.name(), Measure.YES_RATIO),
          share(figures.after(), category.name(), Measure.YES_RATIO),
          share(figures.before(), category.name(), Measure.HALLUCINATION),
          share(figures.during(), category.name(), Measure.HALLUCINATION),
          share(figures.after(), category.name(), Measure.HALLUCINATION));
    }
    return table.text();
  }

  private String remarks() {
    var losses = figures.losses();
    return String.join(
        "\n",
        String.format(
            Locale.ROOT,
            "L_LM   %.3f → %.3f  (mean of the first and of the last tenth of %d steps)",
            losses.firstLm(),
            losses.lastLm(),
            losses.steps()),
        "L_VRA  " + loss(losses.firstVra()) + " → " + loss(losses.lastVra()),
        String.format(
            Locale.ROOT,
            "samples %d, scores %d, dead letters %d, %.0f events per second",
            figures.rows().samples(),
            figures.rows().scores(),
            figures.rows().deadLetters(),
            figures.eventsPerSecond()),
        String.format(
            Locale.ROOT,
            "peak memory %.2f GiB over all processes, %d s in all",
            peakMemoryBytes / (double) (1L << 30),
            time.toSeconds()));
  }

  private static String loss(OptionalDouble value) {
    return value.isEmpty() ? "–" : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
  }

  /// `{"before":{category:{"n","accuracy","low","high"}},"after":{…},"loss":{…},…}`.
  public ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.set("before", categoriesJson(figures.before()));
    json.set("after", categoriesJson(figures.after()));
    var losses = figures.losses();
    var loss = json.putObject("loss");
    loss.putArray("lm").add(losses.firstLm()).add(losses.lastLm());
    var vra = loss.putArray("vra");
    losses.firstVra().ifPresent(vra::add);
    losses.lastVra().ifPresent(vra::add);
    json.put("samples", figures.rows().samples());
    json.put("scores", figures.rows().scores());
    json.put("deadLetters", figures.rows().deadLetters());
    json.put("eventsPerSecond", figures.eventsPerSecond());
    json.put("peakMemoryBytes", peakMemoryBytes);
    json.put("seconds", time.toMillis() / 1000.0);
    return json;
  }

  private static ObjectNode categoriesJson(EvaluationResult result) {
    var json = JsonNodeFactory.instance.objectNode();
    for (var category : categories(result)) {
      var one = json.putObject(category.name()).put("n", category.items());
      var accuracy = measured(result, category.name(), Measure.ACCURACY);
      accuracy.ifPresent(known -> known.value().ifPresent(value -> one.put("accuracy", value)));
      accuracy
          .flatMap(Measured::interval)
          .ifPresent(interval -> one.put("low", interval.low()).put("high", interval.high()));
    }
    return json;
  }

  private static List<Category> categories(EvaluationResult result) {
    return result.variants().getFirst().categories();
  }

  private static Optional<Measured> measured(
      EvaluationResult result, String category, Measure measure) {
    return categories(result).stream()
        .filter(one -> one.name().equals(category))
        .flatMap(one -> one.measures().stream())
        .filter(one -> one.measure() == measure && one.value().isPresent())
        .findFirst();
  }

  private static String share(EvaluationResult result, String category, Measure measure) {
    return share(measured(result, category, measure));
  }

  private static String share(Optional<Measured> measured) {
    return measured.map(found -> Figures.share(found.value().orElseThrow())).orElse("–");
  }
}
