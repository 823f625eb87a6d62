package io.viralstream.cli.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.console.PlainText;
import io.viralstream.models.published.Inspection;
import io.viralstream.models.published.Serving;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was found in a checkpoint's directory, for people and for programs.
///
/// @param context positions of the sequence that memory is told for; without, the model's most
/// @param training by a recipe, where one was asked for
public record InspectionReport(
    Inspection found, Optional<Integer> context, Optional<TrainingMemoryReport> training) {
  private static final double MEBIBYTE = 1L << 20;
  private static final double GIBIBYTE = 1L << 30;

  /// Names of tensors come from the files.
  private static final int WIDEST = 400;

  public String text() {
    var text = new StringBuilder();
    line(text, "family", PlainText.line(found.family(), WIDEST));
    line(text, "parameters", String.format(Locale.ROOT, "%,d", found.parameters()));
    found.serving().ifPresent(serving -> serving(text, serving));
    if (found.serving().isEmpty()) line(text, "to serve", size(found.bytesToServe()));
    line(text, "to train", size(found.bytesToTrain()));
    training.ifPresent(each -> text.append(each.text()).append('\n'));
    line(text, "problems", found.problems().isEmpty() ? "none" : "");
    problems(found).forEach(problem -> text.append("  ").append(problem).append('\n'));
    return text.toString().stripTrailing();
  }

  /// Each on one line.
  public static List<String> problems(Inspection found) {
    return found.problems().stream().map(problem -> PlainText.line(problem, WIDEST)).toList();
  }

  private void serving(StringBuilder text, Serving serving) {
    line(text, "prompt", serving.prompt());
    line(text, "ends with", ends(serving));
    line(text, "pictures", serving.picture().map(InspectionReport::picture).orElse("none"));
    line(text, "context", String.format(Locale.ROOT, "%,d positions", serving.context()));
    int positions = positions(serving);
    line(
        text,
        "to serve",
        size(found.bytesToServe(positions))
            + String.format(Locale.ROOT, " with one sequence of %,d positions", positions));
  }

  private static String ends(Serving serving) {
    String ends =
        serving.endTokens().stream()
            .map(end -> end.name().map(name -> end.id() + " " + name).orElse("" + end.id()))
            .collect(Collectors.joining(", "));
    return PlainText.line(ends, WIDEST);
  }

  private static String picture(Serving.PictureInput picture) {
    return String.format(
        Locale.ROOT,
        "%d x %d pixels, %,d positions",
        picture.side(),
        picture.side(),
        picture.positions());
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-12s%s", name, value).stripTrailing()).append('\n');
  }

  private int positions(Serving serving) {
    return context.orElse(serving.context());
  }

  /// In MiB or GiB.
  static String size(long bytes) {
    return bytes < GIBIBYTE
        ? String.format(Locale.ROOT, "%.2f MiB", bytes / MEBIBYTE)
        : String.format(Locale.ROOT, "%.2f GiB", bytes / GIBIBYTE);
  }

  public ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("family", found.family())
            .put("parameters", found.parameters())
            .put("bytesToServe", found.serving().map(this::bytes).orElse(found.bytesToServe()))
            .put("bytesToTrain", found.bytesToTrain());
    found.serving().ifPresent(serving -> serving(json.putObject("serving"), serving));
    training.ifPresent(each -> json.set("training", each.json()));
    ArrayNode problems = json.putArray("problems");
    found.problems().forEach(problems::add);
    return json;
  }

  private long bytes(Serving serving) {
    return found.bytesToServe(positions(serving));
  }

  private void serving(ObjectNode json, Serving serving) {
    json.put("prompt", serving.prompt());
    ArrayNode ends = json.putArray("endTokens");
    serving
        .endTokens()
        .forEach(end -> {
          ObjectNode entry = ends.addObject().put("id", end.id());
          end.name().ifPresent(name -> entry.put("name", name));
        });
    json.put("context", serving.context()).put("positions", positions(serving));
    serving
        .picture()
        .ifPresent(picture ->
            json.putObject("picture")
                .put("side", picture.side())
                .put("positions", picture.positions()));
  }
}
